import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { useEffect, useRef } from 'react';
import { AnswerViews } from './answer/Answer';
import { type Start, startOf, unknownExample } from './address';
import { builderPlugin } from './builder/BuilderPanel';
import { DataVersion, dataPlugin } from './data/DataPanel';
import { openDocsByTheme } from './docs/DocsPanel';
import { examplesPlugin } from './ExamplesPanel';
import type { Examples } from './examples';
import { createFetcher } from './fetcher';
import { Panes } from './Panes';
import { useIds } from './ids/useIds';
import { ShareButton } from './ShareButton';
import { WELCOME } from './welcome';

/** Monaco measures letters, so that it wants the names and not a variable of CSS. */
const MONOSPACE = 'ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace';

/** The page below `address`: a function from values, so that React sees the same plugins at every rendering. */
export function playground(address: URL, examples: Examples) {
  openDocsByTheme();
  const panel = examplesPlugin(examples, unknownExample(address, examples.list));
  const start = startOf(address, examples.list);
  const api = new URL('../graphql', address);
  return (
    <GraphiQL
      fetcher={createFetcher(api)}
      plugins={[panel, builderPlugin(api), dataPlugin(api), HISTORY_PLUGIN]}
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
        <DataVersion api={api} />
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
        <AnswerViews api={api} />
      </GraphiQL.Footer>
      <Status />
      <Panes first={start ? 'query' : 'panel'} panel={panel} />
      <EditorHelp api={api} />
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

/** Long lines of a query are read whole, without scrolling sideways; ids are completed. */
function EditorHelp({ api }: { api: URL }) {
  const { queryEditor, variableEditor, headerEditor, responseEditor } = useGraphiQL(
    pick('queryEditor', 'variableEditor', 'headerEditor', 'responseEditor'),
  );
  useEffect(() => {
    for (const editor of [queryEditor, variableEditor, headerEditor, responseEditor]) {
      editor?.updateOptions({ fontFamily: MONOSPACE, fontSize: 14 });
    }
    queryEditor?.updateOptions({ wordWrap: 'on' });
  }, [queryEditor, variableEditor, headerEditor, responseEditor]);
  useIds(api);
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
