import type { Cell, TableColumn } from './table';

const NAME = /^(name|title|label|text)$/;
const ID = /^(iso3|slug|id)$/;

/** The columns that say what a row is of: of each thing one, names before ids, and only those that change from row to row. */
export function naming(columns: TableColumn[], rows: Cell[][]): number[] {
  const changing = columns.flatMap((_, index) => (new Set(rows.map((row) => row[index])).size > 1 ? [index] : []));
  const whose = (index: number) => columns[index]!.name.split('.').slice(0, -1).join('.');
  for (const pattern of [NAME, ID]) {
    const found = changing.filter((index) => pattern.test(last(columns[index]!.path)));
    if (found.length) return found.filter((index, place) => found.findIndex((other) => whose(other) === whose(index)) === place);
  }
  return changing.filter((index) => columns[index]!.type === 'String').slice(0, 1);
}

/** The last key of a path. */
export function last(path: string[]): string {
  return path[path.length - 1] ?? '';
}
