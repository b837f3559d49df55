import type { GraphiQLPlugin } from '@graphiql/react';
import { useGraphiQLActions } from '@graphiql/react';
import { useId } from 'react';
import { showPane } from '../pane';
import type { Dataset, Holdings } from './holdings';
import { useHoldings } from './useHoldings';

const TITLE = 'Data';

/** GraphiQL's panel with the version of the data and what it covers. */
export function dataPlugin(api: URL): GraphiQLPlugin {
  return { title: TITLE, icon: DataIcon, content: () => <DataPanel api={api} /> };
}

/** The version of the data, in the head of the page: papers cite it. It opens the panel. */
export function DataVersion({ api }: { api: URL }) {
  const { holdings } = useHoldings(api);
  const { setVisiblePlugin } = useGraphiQLActions();
  if (!holdings) return null;
  function open() {
    setVisiblePlugin(TITLE);
    showPane('panel');
  }
  return (
    <button type="button" className="version" title={holdings.version} onClick={open}>
      Data {holdings.version.slice(0, 12)}
    </button>
  );
}

function DataPanel({ api }: { api: URL }) {
  const heading = useId();
  const { holdings, problem } = useHoldings(api);
  return (
    <section className="panel data" aria-labelledby={heading}>
      <h2 id={heading}>Data</h2>
      {problem && <p role="alert">{problem}</p>}
      {holdings && <Content {...holdings} />}
    </section>
  );
}

function Content({ version, numbers, datasets }: Holdings) {
  return (
    <>
      <p className="lead">
        Version <code>{version}</code>. Cite it: it names the state of the data that answers.
      </p>
      <dl className="numbers">
        {numbers.map(({ name, count }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{count?.toLocaleString('en') ?? 'not known'}</dd>
          </div>
        ))}
      </dl>
      <h3>{datasets.length} datasets, those that are preferred first</h3>
      <ul>
        {datasets.map((dataset) => (
          <DatasetItem key={dataset.slug} dataset={dataset} />
        ))}
      </ul>
    </>
  );
}

function DatasetItem({ dataset }: { dataset: Dataset }) {
  const { slug, title, summary, licence, covers, homepage, records, loaded } = dataset;
  const facts = [covers && `covers ${covers}`, records !== null && `${records.toLocaleString('en')} records`, loaded && `loaded ${loaded}`];
  return (
    <li>
      <strong>{homepage ? <a href={homepage} target="_blank" rel="noreferrer">{title}</a> : title}</strong> <code>{slug}</code>
      <p>{facts.filter(Boolean).join(' · ')}</p>
      {summary && <p>{summary}</p>}
      <p>Licence: {licence}</p>
    </li>
  );
}

function DataIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.6" aria-hidden="true">
      <ellipse cx="12" cy="6" rx="7" ry="3" />
      <path d="M5 6v12c0 1.7 3.1 3 7 3s7-1.3 7-3V6M5 12c0 1.7 3.1 3 7 3s7-1.3 7-3" />
    </svg>
  );
}
