import { type Asked, askedWith } from './asked';
import { type Column, type Level, chainsOf } from './levels';
import type { AnswerWarning } from '../warnings';

export type Cell = string | number | boolean | null;

/** A column of a table, under the name that the server gives it in CSV. */
export interface TableColumn extends Column {
  name: string;
}

/** One list of an answer, flat. `outside` are the values beside the list: they are the same for each row. */
export interface Table {
  name: string;
  columns: TableColumn[];
  rows: Cell[][];
  outside: { name: string; value: Cell }[];
}

/** An answer as the views need it. */
export interface Answer {
  asked: Asked;
  data: unknown;
  /** Codes of its warnings. */
  warnings: string[];
  /** What went wrong with a part of it. */
  errors: string[];
}

interface Sent {
  data?: unknown;
  errors?: { message: string }[];
  extensions?: { warnings?: AnswerWarning[] };
}

/** Between the values of a list in one cell. */
export const SEVERAL = '; ';

/** The answer in a text; null where it is none that has data. */
export function answerIn(text: string | null): Answer | null {
  const asked = text ? askedWith(text) : null;
  if (!text || !asked) return null;
  try {
    const { data, errors, extensions } = JSON.parse(text) as Sent;
    const codes = (extensions?.warnings ?? []).map((warning) => warning.code);
    return data ? { asked, data, warnings: [...new Set(codes)], errors: (errors ?? []).map(({ message }) => message) } : null;
  } catch {
    return null;
  }
}

/** A table for each list of an answer, those first that stand further out. */
export function tablesOf(root: Level, data: unknown): Table[] {
  const chains = chainsOf(root).sort((one, other) => one.length - other.length);
  return chains.map((chain) => tableOf(chain, data));
}

function tableOf(chain: Level[], data: unknown): Table {
  const [root, ...levels] = chain as [Level, ...Level[]];
  const outside = levels.length ? root.columns : [];
  return {
    name: levels.flatMap((level) => level.steps).join('.'),
    columns: levels.length ? columnsOf(levels) : root.columns.map((column) => named(column, [])),
    rows: [...rowsOf(levels.length ? levels : [root], data, [])],
    outside: outside.map((column) => ({ name: column.path.join('.'), value: cellAt(data, column) })),
  };
}

/** Those of the list itself have names from its element on, those of lists around it their whole path. */
function columnsOf(levels: Level[]): TableColumn[] {
  let path: string[] = [];
  return levels.flatMap((level, depth) => {
    path = [...path, ...level.steps];
    return level.columns.map((column) => named(column, depth === levels.length - 1 ? [] : path));
  });
}

function named(column: Column, before: string[]): TableColumn {
  return { ...column, name: [...before, ...column.path].join('.') };
}

function* rowsOf([level, ...below]: Level[], within: unknown, before: Cell[]): Generator<Cell[]> {
  if (!level) return;
  const found = level.steps.length ? at(within, level.steps) : [within];
  for (const element of Array.isArray(found) ? found : []) {
    if (element === null) continue;
    const row = [...before, ...level.columns.map((column) => cellAt(element, column))];
    if (below.length) yield* rowsOf(below, element, row);
    else yield row;
  }
}

function cellAt(value: unknown, column: Column): Cell {
  const found = at(value, column.path);
  if (found === undefined || found === null) return null;
  if (Array.isArray(found)) return found.map((v) => (typeof v === 'string' ? v : JSON.stringify(v))).join(SEVERAL);
  return typeof found === 'object' ? JSON.stringify(found) : (found as Cell);
}

function at(value: unknown, path: string[]): unknown {
  return path.reduce<unknown>((found, key) => (found as Record<string, unknown> | null | undefined)?.[key], value);
}
