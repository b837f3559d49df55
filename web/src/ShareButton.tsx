import { ToolbarButton, pick, useGraphiQL } from '@graphiql/react';
import { useState } from 'react';
import { linkTo } from './address';
import type { Example } from './examples';

const WORDS = {
  ready: 'Copy a link to this query',
  copied: 'Link copied',
  shown: 'The link is in the address bar',
};

/** Copies an address that opens the current query with its variables. */
export function ShareButton({ examples }: { examples: Example[] }) {
  const [state, setState] = useState<keyof typeof WORDS>('ready');
  const { queryEditor, variableEditor } = useGraphiQL(pick('queryEditor', 'variableEditor'));

  async function share() {
    const here = new URL(window.location.href);
    const link = linkTo(here, examples, queryEditor?.getValue() ?? '', variableEditor?.getValue() ?? '');
    setState(await copied(link));
    setTimeout(() => setState('ready'), 4000);
  }

  return (
    <>
      <ToolbarButton onClick={() => void share()} label={WORDS[state]}>
        <LinkIcon done={state !== 'ready'} />
      </ToolbarButton>
      <span role="status" className="unseen">
        {state !== 'ready' && WORDS[state]}
      </span>
    </>
  );
}

/** Browsers keep the clipboard from pages that came over plain HTTP from another machine; the address bar always works. */
async function copied(link: URL): Promise<'copied' | 'shown'> {
  try {
    await navigator.clipboard.writeText(link.href);
    return 'copied';
  } catch {
    window.history.replaceState(null, '', link);
    return 'shown';
  }
}

function LinkIcon({ done }: { done: boolean }) {
  return (
    <svg className="graphiql-toolbar-icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.8" aria-hidden="true">
      {done ? (
        <path d="m5 13 4.5 4.5L19 7" />
      ) : (
        <path d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7L12 7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7L12 17" />
      )}
    </svg>
  );
}
