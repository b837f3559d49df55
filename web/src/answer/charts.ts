import { type Stretch, stretchOf } from './dates';
import { last, naming } from './naming';
import { type Cell, type Table, type TableColumn, SEVERAL } from './table';

/** A time in which something may have held, and the part of it in which it did for sure, as far as its dates say. */
export interface Bar {
  from: number;
  to: number;
  sure: Stretch | null;
  words: string;
}

/** Spells on a strip of time, one lane for each thing. */
export interface Spells {
  kind: 'spells';
  lanes: { name: string; bars: Bar[] }[];
  /** Whether some have no end, and nothing says whether they go on. */
  ambiguous: boolean;
}

/** Numbers over time, one line for each thing or for each number. */
export interface Lines {
  kind: 'lines';
  lines: { name: string; points: { at: number; value: number | null; words: string }[] }[];
}

const DATE = 'EDTF';
const NUMBERS = ['Int', 'Float'];
const STARTS: Record<string, string> = { start: 'end', begin: 'end', from: 'until', startEarliest: 'endLatest' };
const WHEN = /^(year|period|day|date|at|start|keys|\w*Year)$/;
const MOST_LINES = 8;

/**
 * The chart that rows make: spells where they have a beginning, lines where they have times and numbers, else none. Where something was
 * measured in a time (a number with a fraction), the number is what one wants to see.
 */
export function chartOf(table: Table, rows: Cell[][]): Spells | Lines | null {
  const measured = table.columns.some(({ type }) => type === 'Float');
  return (measured && linesOf(table, rows)) || spellsOf(table, rows) || linesOf(table, rows);
}

function spellsOf({ columns }: Table, rows: Cell[][]): Spells | null {
  const start = columns.findIndex(({ path, type }) => last(path) in STARTS && type === DATE);
  if (start < 0) return null;
  const beside = (name: string | undefined) => {
    const path = [...columns[start]!.path.slice(0, -1), name].join('.');
    return columns.findIndex((column) => column.path.join('.') === path && sameLevel(column, columns[start]!));
  };
  const end = beside(STARTS[last(columns[start]!.path)]);
  const open = beside('open');
  const label = labelling(columns, rows);
  const lanes = new Map<string, Bar[]>();
  for (const row of rows) {
    const starts = row[start] ?? null;
    const bar = end < 0 ? beginningOf(starts) : barOf(starts, row[end] ?? null, open >= 0 && row[open] === true);
    if (bar) lanes.set(label(row), [...(lanes.get(label(row)) ?? []), bar]);
  }
  const ambiguous = end >= 0 && open < 0 && rows.some((row) => row[end] === null);
  return lanes.size ? { kind: 'spells', ambiguous, lanes: [...lanes].map(([name, bars]) => ({ name, bars })) } : null;
}

/** Names of columns of the list itself begin at its element, those of lists around it at the root. */
function sameLevel(one: TableColumn, other: TableColumn): boolean {
  return one.name.length - one.path.join('.').length === other.name.length - other.path.join('.').length;
}

/** Without a column of ends only the day on which it began is drawn. */
function beginningOf(start: Cell): Bar | null {
  const begins = start === null ? null : stretchOf(String(start));
  return begins && { ...begins, sure: begins, words: String(start) };
}

/** An end that is not stated is not known, unless the source says that it goes on. */
function barOf(start: Cell, end: Cell, goesOn: boolean): Bar | null {
  const begins = start === null ? null : stretchOf(String(start));
  const ends = end === null ? null : stretchOf(String(end));
  if (!begins && !ends) return null;
  const until = ends?.from ?? (goesOn ? Infinity : begins!.to);
  const words = `${start ?? 'not known'} to ${end ?? (goesOn ? 'now: it goes on' : 'not stated')}`;
  return { from: begins?.from ?? -Infinity, to: ends?.to ?? Infinity, sure: begins && { from: begins.to, to: until }, words };
}

function linesOf({ columns }: Table, rows: Cell[][]): Lines | null {
  const when = columns.findIndex((column) => isTime(column));
  const numbers = columns.flatMap(({ type }, index) => (NUMBERS.includes(type) && index !== when ? [index] : []));
  if (when < 0 || !numbers.length) return null;
  const label = columns[when]!.listed ? (row: Cell[]) => otherKeys(row[when] ?? null) : labelling(columns, rows);
  const named = new Set(rows.map(label)).size > 1 && rows.length > new Set(rows.map((row) => row[when])).size;
  const lines = new Map<string, Lines['lines'][number]['points']>();
  for (const row of rows) {
    const at = momentOf(row[when] ?? null);
    for (const index of named ? numbers.slice(0, 1) : numbers) {
      const value = row[index] ?? null;
      if (at === null || (typeof value !== 'number' && value !== null)) continue;
      const name = named ? label(row) : columns[index]!.name;
      lines.set(name, [...(lines.get(name) ?? []), { at, value, words: `${name}, ${row[when]}: ${value ?? 'not known'}` }]);
    }
  }
  const found = [...lines].slice(0, MOST_LINES).map(([name, points]) => ({ name, points: points.sort((a, b) => a.at - b.at) }));
  const drawn = found.some(({ points }) => points.filter(({ value }) => value !== null).length > 1);
  return drawn ? { kind: 'lines', lines: found } : null;
}

/** A year, a day or a period; of groups the keys, which may begin with one. */
function isTime({ path, type, listed }: TableColumn): boolean {
  return WHEN.test(last(path)) && (type === DATE || type === 'Int' || (listed && last(path) === 'keys'));
}

function otherKeys(keys: Cell): string {
  return String(keys ?? '').split(SEVERAL).slice(1).join(', ');
}

function momentOf(cell: Cell): number | null {
  const stretch = cell === null ? null : stretchOf(String(cell).split(SEVERAL)[0]!);
  return stretch && Number.isFinite(stretch.from) ? stretch.from : null;
}

/** What a row is called: by the names in it. */
function labelling(columns: TableColumn[], rows: Cell[][]): (row: Cell[]) => string {
  const used = naming(columns, rows).slice(0, 2);
  return (row) => used.map((index) => row[index]).join(' – ');
}
