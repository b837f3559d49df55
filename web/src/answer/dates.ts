/** A stretch of time in years and parts of a year; an open end is infinite. */
export interface Stretch {
  from: number;
  to: number;
}

const DATE = /^(-?\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?[?~%]?$/;

/** The years that a date in EDTF may mean: of `1955-05` the month, of `195X` the decade. Null for what is no date. */
export function stretchOf(text: string): Stretch | null {
  const [first, last] = text.split('/');
  if (last === undefined) return single(first!);
  const from = isOpen(first!) ? -Infinity : single(first!)?.from;
  const to = isOpen(last) ? Infinity : single(last)?.to;
  return from === undefined || to === undefined ? null : { from, to };
}

function isOpen(text: string): boolean {
  return text === '..' || text === '';
}

function single(text: string): Stretch | null {
  if (isOpen(text)) return { from: -Infinity, to: Infinity };
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (!year) return null;
  // The graph's day for what has no end.
  if (year === '9999') return { from: Infinity, to: Infinity };
  const low = Number(year.replaceAll('X', '0'));
  const high = Number(year.replaceAll('X', '9'));
  if (!month || month === 'XX') return { from: low, to: high + 1 };
  const from = low + (Number(month) - 1) / 12;
  if (!day || day === 'XX') return { from, to: from + 1 / 12 };
  return { from: from + (Number(day) - 1) / 372, to: from + Number(day) / 372 };
}
