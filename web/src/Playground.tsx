import { explorerPlugin } from '@graphiql/plugin-explorer';
import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { useEffect, useRef } from 'react';
import { type Start, startOf, unknownExample } from './address';
import { examplesPlugin } from './ExamplesPanel';
import type { Examples } from './examples';
import { createFetcher } from './fetcher';
import { ShareButton } from './ShareButton';
import { Warnings } from './Warnings';
import { WELCOME } from './welcome';

/** The page below `address`: a function from values, so that React sees the same plugins at every rendering. */
export function playground(address: URL, examples: Examples) {
  const panel = examplesPlugin(examples, unknownExample(address, examples.list));
  const start = startOf(address, examples.list);
  return (
    <GraphiQL
      fetcher={createFetcher(new URL('../graphql', address))}
      plugins={[panel, { ...explorerPlugin({ title: 'Query builder' }), title: 'Query builder' }, HISTORY_PLUGIN]}
      visiblePlugin={panelWasClosed() ? undefined : panel}
      defaultQuery={WELCOME}
      initialQuery={start?.query}
      initialVariables={start?.variables}
      defaultEditorToolsVisibility="variables"
      inputValueDeprecation
      schemaDescription
    >
      <GraphiQL.Logo>
        <h1>Foedera</h1>
      </GraphiQL.Logo>
      <GraphiQL.Toolbar>
        {({ prettify, merge, copy }) => (
          <>
            {prettify}
            {merge}
            {copy}
            <ShareButton examples={examples.list} />
          </>
        )}
      </GraphiQL.Toolbar>
      <GraphiQL.Footer>
        <Warnings />
      </GraphiQL.Footer>
      <Status />
      <WrapLines />
      {start?.run && <RunOnce start={start} />}
    </GraphiQL>
  );
}

/** GraphiQL remembers the open panel; an empty text means that its user closed it. */
function panelWasClosed(): boolean {
  try {
    return window.localStorage.getItem('graphiql:visiblePlugin') === '';
  } catch {
    return false; // a browser that lets pages remember nothing
  }
}

/** Tells those who listen that an answer came: the result pane itself is silent. */
function Status() {
  const { isFetching, queryId } = useGraphiQL(pick('isFetching', 'queryId'));
  return (
    <p role="status" className="unseen">
      {isFetching ? 'Running the query.' : queryId > 0 && 'The answer is in the result pane.'}
    </p>
  );
}

/** Long lines of a query are read whole, without scrolling sideways. */
function WrapLines() {
  const editor = useGraphiQL((state) => state.queryEditor);
  useEffect(() => editor?.updateOptions({ wordWrap: 'on' }), [editor]);
  return null;
}

/** Runs what the address opened as soon as the editors are there. */
function RunOnce({ start }: { start: Start }) {
  const { run } = useGraphiQLActions();
  const editors = useGraphiQL(pick('queryEditor', 'variableEditor', 'responseEditor'));
  const ready = Object.values(editors).every(Boolean);
  const ran = useRef(false);
  useEffect(() => {
    if (!ready || ran.current || editors.queryEditor?.getValue() !== start.query) return;
    ran.current = true;
    run();
  }, [ready]);
  return null;
}
