import { type Stretch, stretchOf } from './dates';
import { last, naming } from './naming';
import { type Cell, type Table, type TableColumn, SEVERAL } from './table';

/** A time in which something held. Between `from` and `sure.from`, and between `sure.to` and `to`, the sources leave it open. */
export interface Bar {
  from: number;
  to: number;
  sure: Stretch;
  words: string;
}

/** Spells on a strip of time, one lane for each thing. */
export interface Spells {
  kind: 'spells';
  lanes: { name: string; bars: Bar[] }[];
}

/** Numbers over time, one line for each thing or for each number. */
export interface Lines {
  kind: 'lines';
  lines: { name: string; points: { at: number; value: number; words: string }[] }[];
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
  const beginning = columns[start]!;
  const wanted = [...beginning.path.slice(0, -1), STARTS[last(beginning.path)]].join('.');
  const end = columns.findIndex((column) => column.path.join('.') === wanted && sameLevel(column, beginning));
  const label = labelling(columns, rows);
  const lanes = new Map<string, Bar[]>();
  for (const row of rows) {
    const bar = barOf(row[start] ?? null, end < 0 ? undefined : (row[end] ?? null));
    if (bar) lanes.set(label(row), [...(lanes.get(label(row)) ?? []), bar]);
  }
  return lanes.size ? { kind: 'spells', lanes: [...lanes].map(([name, bars]) => ({ name, bars })) } : null;
}

/** Names of columns of the list itself begin at its element, those of lists around it at the root. */
function sameLevel(one: TableColumn, other: TableColumn): boolean {
  return one.name.length - one.path.join('.').length === other.name.length - other.path.join('.').length;
}

/** Without a column of ends a spell is the day it began; with one, an end that is not stated is open. */
function barOf(start: Cell, end: Cell | undefined): Bar | null {
  const begins = start === null ? { from: -Infinity, to: -Infinity } : stretchOf(String(start));
  const ends = end === undefined ? begins : end === null ? { from: Infinity, to: Infinity } : stretchOf(String(end));
  if (!begins || !ends || (start === null && (end === null || end === undefined))) return null;
  const words = end === undefined ? `${start}` : `${start ?? 'unknown'} to ${end ?? 'open'}`;
  const sure = end === undefined ? { from: begins.from, to: begins.to } : { from: begins.to, to: ends.from };
  return { from: begins.from, to: ends.to, sure, words };
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
      const value = row[index];
      if (at === null || typeof value !== 'number') continue;
      const name = named ? label(row) : columns[index]!.name;
      lines.set(name, [...(lines.get(name) ?? []), { at, value, words: `${name}, ${row[when]}: ${value}` }]);
    }
  }
  const found = [...lines].slice(0, MOST_LINES).map(([name, points]) => ({ name, points: points.sort((a, b) => a.at - b.at) }));
  return found.some(({ points }) => points.length > 1) ? { kind: 'lines', lines: found } : null;
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
