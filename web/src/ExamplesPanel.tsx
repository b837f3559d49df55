import type { GraphiQLPlugin } from '@graphiql/react';
import { pick, useGraphiQL } from '@graphiql/react';
import { useId, useState } from 'react';
import { type Example, type Examples, isExample, matching, queryText, variablesText } from './examples';
import { type Replaces, isUntouched, useOpen } from './useOpen';

/** From this many on, a list is easier to search than to read. */
const SEARCHABLE = 8;

/** GraphiQL's panel with the saved examples of this server. */
export function examplesPlugin(examples: Examples, unknown: string | null): GraphiQLPlugin {
  return { title: 'Examples', icon: ExamplesIcon, content: () => <ExamplesPanel {...examples} unknown={unknown} /> };
}

function ExamplesPanel({ list, problem, unknown }: Examples & { unknown: string | null }) {
  const [text, setText] = useState('');
  const heading = useId();
  const shown = matching(list, text);
  return (
    <section className="examples" aria-labelledby={heading}>
      <h2 id={heading}>Examples</h2>
      <p className="lead">Choose one: it opens in the tab of the example before and runs. One that you changed stays in its tab.</p>
      {problem && <p role="alert">{problem}</p>}
      {unknown && <p role="alert">There is no example named “{unknown}” here.</p>}
      {list.length >= SEARCHABLE && <Search text={text} onChange={setText} found={shown.length} />}
      <ul>
        {shown.map((example) => (
          <ExampleItem key={example.name} example={example} replaces={(query, variables) => isUntouched(query) || isExample(list, query, variables)} />
        ))}
      </ul>
    </section>
  );
}

function Search({ text, onChange, found }: { text: string; onChange: (text: string) => void; found: number }) {
  return (
    <>
      <input
        type="search"
        value={text}
        onChange={(event) => onChange(event.target.value)}
        placeholder="Find an example"
        aria-label="Find an example"
      />
      <p role="status" className={text && !found ? 'lead' : 'unseen'}>
        {text && (found ? `${found} found` : 'No example has these words.')}
      </p>
    </>
  );
}

function ExampleItem({ example, replaces }: { example: Example; replaces: Replaces }) {
  const open = useOpen(replaces);
  const { tabs, activeTabIndex, queryEditor } = useGraphiQL(pick('tabs', 'activeTabIndex', 'queryEditor'));
  const query = queryText(example);
  const variables = variablesText(example);
  const tab = tabs[activeTabIndex];
  return (
    <li>
      <button
        type="button"
        data-example={example.name}
        aria-current={tab?.query === query && (tab.variables ?? '') === variables}
        disabled={!queryEditor}
        onClick={() => open(query, variables)}
      >
        <strong>{example.title}</strong>
        <span>{withCode(example.description)}</span>
      </button>
    </li>
  );
}

/** Text whose `parts in backticks` are set as code. */
function withCode(text: string) {
  return text.split('`').map((part, index) => (index % 2 ? <code key={index}>{part}</code> : part));
}

function ExamplesIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinejoin="round" aria-hidden="true">
      <path d="M4 5h11M4 10h7M4 15h5M4 20h5" strokeLinecap="round" />
      <path d="m13 12 8 4.5-8 4.5z" />
    </svg>
  );
}
