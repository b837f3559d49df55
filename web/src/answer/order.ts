import type { Cell, Table } from './table';

/** By which column rows are ordered, and which way. */
export interface Order {
  column: number;
  descending: boolean;
}

const words = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** The rows that have `text` in one of their cells, in order. What is not known stands last, whichever way the order goes. */
export function shown({ rows }: Table, text: string, order: Order | null): Cell[][] {
  const wanted = text.trim().toLowerCase();
  const found = wanted ? rows.filter((row) => row.some((cell) => String(cell ?? '').toLowerCase().includes(wanted))) : rows;
  if (!order) return found;
  const { column, descending } = order;
  return [...found].sort((one, other) => {
    const a = one[column] ?? null;
    const b = other[column] ?? null;
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return (descending ? -1 : 1) * compared(a, b);
  });
}

function compared(a: Cell, b: Cell): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : words.compare(String(a), String(b));
}

/** The order after a click on a column: up, down, as it came. */
export function after(order: Order | null, column: number): Order | null {
  if (order?.column !== column) return { column, descending: false };
  return order.descending ? null : { column, descending: true };
}
