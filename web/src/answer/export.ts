import type { Asked } from './asked';
import type { Cell, Table } from './table';

/** Longer addresses are cut off by proxies and by some programs. */
const LONGEST = 6000;

/** Rows as CSV (RFC 4180), with the columns that the server's CSV has but the days of dates. */
export function csv(table: Table, rows: Cell[][], warnings: string[]): string {
  return lines(table, rows, warnings)
    .map((line) => line.map(quoted).join(','))
    .join('\r\n');
}

/** Rows for the clipboard: spreadsheets put them into cells. */
export function tsv(table: Table, rows: Cell[][], warnings: string[]): string {
  return lines(table, rows, warnings)
    .map((line) => line.map((cell) => plain(cell).replace(/[\t\r\n]+/g, ' ')).join('\t'))
    .join('\n');
}

function lines({ columns, outside }: Table, rows: Cell[][], warnings: string[]): Cell[][] {
  const same = outside.map(({ value }) => value);
  const head = [...outside.map(({ name }) => name), ...columns.map(({ name }) => name), 'warnings'];
  return [head, ...rows.map((row) => [...same, ...row, warnings.join('; ') || null])];
}

function plain(cell: Cell): string {
  return cell === null ? '' : String(cell);
}

function quoted(cell: Cell): string {
  const text = plain(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The address at which the server gives the whole list in a format; null when the operation is too long for one. */
export function addressOf(api: URL, { query, variables, operationName }: Asked, format: string): string | null {
  const address = new URL(api);
  address.searchParams.set('query', query);
  if (variables && Object.keys(variables).length) address.searchParams.set('variables', JSON.stringify(variables));
  if (operationName) address.searchParams.set('operationName', operationName);
  address.searchParams.set('format', format);
  return address.href.length > LONGEST ? null : address.href;
}

/** Offers a text as a file. */
export function save(text: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
