/** The way from a range of numbers to a range of pixels, with round numbers to mark. */
export interface Scale {
  place: (value: number) => number;
  marks: number[];
}

const STEPS = [1, 2, 5];

/** A scale over the finite ones among `values`; infinite ones are placed at the edges. */
export function scaleOf(values: number[], low: number, high: number, most: number): Scale {
  const finite = values.filter(Number.isFinite);
  let least = Math.min(...finite);
  let greatest = Math.max(...finite);
  if (!finite.length) [least, greatest] = [0, 1];
  if (greatest === least) [least, greatest] = [least - 1, greatest + 1];
  const step = stepOf((greatest - least) / most);
  const place = (value: number) => low + ((Math.min(Math.max(value, least), greatest) - least) / (greatest - least)) * (high - low);
  const first = Math.ceil(least / step);
  const marks = Array.from({ length: Math.floor(greatest / step) - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
  return { place, marks };
}

function stepOf(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return (STEPS.find((step) => step * power >= least) ?? 10) * power;
}
