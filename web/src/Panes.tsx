import { type GraphiQLPlugin, pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { type Pane, showPane, usePane } from './pane';

const NAMES: Record<Pane, string> = { panel: 'Explore', query: 'Query', answer: 'Answer' };
const NARROW = '(max-width: 800px)';

/** On a narrow screen one pane is shown at a time; this chooses which. `panel` is the one to explore first. */
export function Panes({ first, panel }: { first: Pane; panel: GraphiQLPlugin }) {
  const pane = usePane();
  const { isFetching, queryId, visiblePlugin } = useGraphiQL(pick('isFetching', 'queryId', 'visiblePlugin'));
  const { setVisiblePlugin } = useGraphiQLActions();
  const [frame, setFrame] = useState<Element | null>(null);
  const last = useRef(panel);
  if (visiblePlugin) last.current = visiblePlugin;

  useEffect(() => {
    showPane(first);
    // Inside GraphiQL's frame the colours of its theme hold.
    setFrame(document.querySelector('.graphiql-container'));
  }, []);
  useEffect(() => {
    if (isFetching) showPane('answer');
  }, [isFetching, queryId]);
  useEffect(() => {
    // A pane without anything in it would look broken.
    if (pane === 'panel' && !visiblePlugin && window.matchMedia(NARROW).matches) setVisiblePlugin(last.current);
  }, [pane, visiblePlugin]);

  if (!frame) return null;
  return createPortal(
    <nav className="panes" aria-label="Panes">
      {(Object.keys(NAMES) as Pane[]).map((name) => (
        <button key={name} type="button" aria-pressed={pane === name} onClick={() => showPane(name)}>
          {NAMES[name]}
        </button>
      ))}
    </nav>,
    frame,
  );
}
