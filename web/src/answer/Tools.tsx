import { useGraphiQL } from '@graphiql/react';
import { useState } from 'react';
import { addressOf, csv, save, tsv } from './export';
import type { Answer, Cell, Table } from './table';

interface Shown {
  api: URL;
  answer: Answer;
  tables: Table[];
  table: Table;
  rows: Cell[][];
  filter: string;
  onFilter: (text: string) => void;
  onChoose: (name: string) => void;
}

/** Which list, which rows, and how to take them along. */
export function Tools({ api, answer, tables, table, rows, filter, onFilter, onChoose }: Shown) {
  return (
    <>
      <div className="tools">
        {tables.length > 1 && <Lists tables={tables} table={table} onChoose={onChoose} />}
        <input type="search" value={filter} placeholder="Filter rows" aria-label="Filter rows" onChange={(e) => onFilter(e.target.value)} />
        <span role="status" className="count">
          {filter ? `${rows.length} of ${table.rows.length} rows` : `${rows.length} ${rows.length === 1 ? 'row' : 'rows'}`}
        </span>
        <Copy text={() => tsv(table, rows, answer.warnings)} />
        <button type="button" onClick={() => save(csv(table, rows, answer.warnings), `${table.name || 'answer'}.csv`)}>
          Download CSV
        </button>
        {tables.length === 1 && <WholeList api={api} answer={answer} />}
      </div>
      {table.outside.length > 0 && <Outside values={table.outside} />}
    </>
  );
}

function Lists({ tables, table, onChoose }: Pick<Shown, 'tables' | 'table' | 'onChoose'>) {
  return (
    <select aria-label="Which list" value={table.name} onChange={(event) => onChoose(event.target.value)}>
      {tables.map(({ name, rows }) => (
        <option key={name} value={name}>
          {name} ({rows.length})
        </option>
      ))}
    </select>
  );
}

function Copy({ text }: { text: () => string }) {
  const [words, setWords] = useState('Copy');
  async function copy() {
    try {
      await navigator.clipboard.writeText(text());
      setWords('Copied');
    } catch {
      setWords('Not allowed here'); // browsers keep the clipboard from pages that came over plain HTTP
    }
    setTimeout(() => setWords('Copy'), 4000);
  }
  return (
    <button type="button" onClick={() => void copy()} aria-live="polite">
      {words}
    </button>
  );
}

/**
 * The page of an answer may be a part of its list; the server's own tables have all of it. A link has no headers: where the answer was
 * asked for with some, such as a token, it would lead nowhere.
 */
function WholeList({ api, answer }: { api: URL; answer: Answer }) {
  const addresses = ['csv', 'parquet'].map((format) => ({ format, address: addressOf(api, answer.asked, format) }));
  const headers = useGraphiQL((state) => state.headerEditor?.getValue().trim());
  if (headers || addresses.some(({ address }) => !address)) return null;
  return (
    <span className="whole">
      The whole list:{' '}
      {addresses.map(({ format, address }) => (
        <a key={format} href={address!} download={`foedera.${format}`}>
          {format === 'csv' ? 'CSV' : 'Parquet'}
        </a>
      ))}
    </span>
  );
}

/** Values beside the list, which are the same for each row. */
function Outside({ values }: { values: Table['outside'] }) {
  return (
    <dl className="outside">
      {values.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value === null ? 'not known' : String(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
