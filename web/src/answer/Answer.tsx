import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useMemo, useState } from 'react';
import { useOpen } from '../useOpen';
import { Warnings } from '../Warnings';
import { Chart } from './Chart';
import { chartOf } from './charts';
import { levelsOf } from './levels';
import { type Order, shown } from './order';
import { answerIn, tablesOf } from './table';
import { isEntityQuery, queryFor } from './entity';
import { TableView } from './TableView';
import { Tools } from './Tools';
import { useView, Views } from './Views';

/** Which rows of a list are shown, and in which order. `of` is the operation and the list. */
interface Sifting {
  of: string;
  filter: string;
  order: Order | null;
}

const UNSIFTED: Sifting = { of: '', filter: '', order: null };

/** Above the answer as JSON: its warnings, and the choice of a table or a chart instead. */
export function AnswerViews({ api }: { api: URL }) {
  const { tabs, activeTabIndex, schema } = useGraphiQL(pick('tabs', 'activeTabIndex', 'schema'));
  const text = tabs[activeTabIndex]?.response ?? null;
  const answer = useMemo(() => answerIn(text), [text]);
  const tables = useMemo(() => {
    const levels = answer && schema ? levelsOf(answer.asked, schema) : null;
    return levels ? tablesOf(levels, answer!.data) : [];
  }, [answer, schema]);
  const [wanted, setWanted] = useView();
  const [chosen, setChosen] = useState('');
  const [sifted, setSifted] = useState<Sifting>(UNSIFTED);
  const open = useOpen(isEntityQuery);

  const table = tables.find(({ name }) => name === chosen) ?? tables[0] ?? null;
  // What was typed for one list says nothing of another.
  const key = `${answer?.asked.query}\n${table?.name}`;
  const { filter, order } = sifted.of === key ? sifted : UNSIFTED;
  const sift = (change: Partial<Sifting>) => setSifted({ filter, order, ...change, of: key });
  const rows = useMemo(() => (table ? shown(table, filter, order) : []), [table, filter, order]);
  const chart = useMemo(() => (table ? chartOf(table, rows) : null), [table, rows]);
  const view = !table || (wanted === 'chart' && !chart && !filter) ? (table ? 'table' : 'json') : wanted;

  return (
    <div className="answer" data-view={view}>
      <Warnings />
      {!text && <NoAnswer />}
      <Views view={view} onView={setWanted} table={!!table} chart={!!chart} />
      {table && answer && view !== 'json' && (
        <>
          {answer.errors.length > 0 && <p role="alert">{`A part is missing: ${answer.errors.join('; ')}`}</p>}
          <Tools {...{ api, answer, tables, table, rows, filter }} onFilter={(filter) => sift({ filter })} onChoose={setChosen} />
          {view === 'table' && (
            <TableView
              key={key}
              {...{ table, rows, order }}
              onOrder={(order) => sift({ order })}
              onOpen={(reader, id) => open(queryFor(reader, id), '')}
            />
          )}
          {view === 'chart' && (chart ? <Chart chart={chart} /> : <p className="nothing">No row has dates to draw.</p>)}
        </>
      )}
    </div>
  );
}

/** What a link or a new tab holds runs when its reader wants it to. */
function NoAnswer() {
  const { run } = useGraphiQLActions();
  const { isFetching, queryEditor } = useGraphiQL(pick('isFetching', 'queryEditor'));
  return (
    <p className="nothing">
      {isFetching ? 'Waiting for the answer …' : 'No answer yet.'}{' '}
      {!isFetching && (
        <button type="button" disabled={!queryEditor} onClick={() => run()}>
          Run the query
        </button>
      )}
    </p>
  );
}
