import { type MouseEvent, useMemo, useState } from 'react';
import { queryFor } from './entity';
import { naming } from './naming';
import { type Order, after } from './order';
import type { Cell, Table } from './table';

/** So many rows are drawn at a time: a page of thousands would take seconds. */
const DRAWN = 300;
/** Longer texts are broken into lines. */
const LONG = 28;

interface Shown {
  table: Table;
  rows: Cell[][];
  order: Order | null;
  onOrder: (order: Order | null) => void;
  onOpen: (reader: string, id: string) => void;
}

/** The rows of a list. Heads of columns order them; ids open what they name. */
export function TableView({ table, rows, order, onOrder, onOpen }: Shown) {
  const [most, setMost] = useState(DRAWN);
  const columns = useMemo(() => nameFirst(table), [table]);
  return (
    <div className="rows" tabIndex={0} role="group" aria-label="Rows">
      <table>
        <thead>
          <tr>
            {columns.map((index) => (
              <th key={index} scope="col" aria-sort={sortOf(order, index)}>
                <button type="button" onClick={() => onOrder(after(order, index))}>
                  {table.columns[index]!.name}
                  <span aria-hidden="true">{order?.column === index ? (order.descending ? ' ▼' : ' ▲') : ''}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, most).map((row, number) => (
            <tr key={number}>
              {columns.map((index) => (
                <td key={index} className={classOf(row[index] ?? null)}>
                  <Value cell={row[index] ?? null} opens={table.columns[index]!.opens} onOpen={onOpen} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > most && (
        <button type="button" className="more" onClick={() => setMost(most + DRAWN)}>
          Show {Math.min(DRAWN, rows.length - most)} more of {rows.length}
        </button>
      )}
    </div>
  );
}

function sortOf(order: Order | null, column: number): 'ascending' | 'descending' | 'none' {
  if (order?.column !== column) return 'none';
  return order.descending ? 'descending' : 'ascending';
}

/** What a row is of stands first, and stays when the others are scrolled away: on a phone there is room for two or three columns. */
function nameFirst({ columns, rows }: Table): number[] {
  const [first] = naming(columns, rows);
  const all = columns.map((_, index) => index);
  return first === undefined ? all : [first, ...all.filter((index) => index !== first)];
}

function classOf(cell: Cell): string | undefined {
  if (typeof cell === 'number') return 'number';
  return typeof cell === 'string' && cell.length > LONG ? 'long' : undefined;
}

function Value({ cell, opens, onOpen }: { cell: Cell; opens: string | null; onOpen: Shown['onOpen'] }) {
  if (opens && typeof cell === 'string') {
    return (
      <a href={`?query=${encodeURIComponent(queryFor(opens, cell))}`} onClick={(event) => plainClick(event) && onOpen(opens, cell)}>
        {cell}
      </a>
    );
  }
  if (typeof cell === 'string' && /^https?:\/\/\S+$/.test(cell)) {
    return (
      <a href={cell} target="_blank" rel="noreferrer">
        {cell}
      </a>
    );
  }
  return cell === null ? '' : String(cell);
}

/** A click with a key held, or with another button, is the browser's: it opens a tab of its own. */
function plainClick(event: MouseEvent): boolean {
  if (event.button || event.metaKey || event.ctrlKey || event.shiftKey) return false;
  event.preventDefault();
  return true;
}
