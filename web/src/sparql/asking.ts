import type { Editor } from './editor';
import type { Place } from './marking';

/** Asks for the page of an answer, and takes over what it says. */
export type Show = (address: URL) => Promise<void>;

/** Answers appear beneath the form without a new page, so that the editor keeps its cursor and what can be undone. */
export function follow(form: HTMLFormElement, editor: Editor): Show {
  let running: AbortController | undefined;
  const show: Show = async (address) => {
    running?.abort();
    const mine = (running = new AbortController());
    say(answer(document), 'Asking …');
    try {
      const page = await fetched(address, mine.signal);
      history.pushState(null, '', address);
      answer(document).replaceWith(document.adoptNode(answer(page)));
      editor.mark(placeIn(document));
    } catch (error) {
      if (!mine.signal.aborted) say(answer(document), `No answer: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  form.addEventListener('submit', (event) => {
    const asked = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
    if (asked.get('format') !== 'html') return; // a file, which the browser fetches
    event.preventDefault();
    void show(new URL(`?${asked}`, form.action));
  });
  addEventListener('popstate', () => location.reload());
  editor.mark(placeIn(document));
  return show;
}

async function fetched(address: URL, signal: AbortSignal): Promise<Document> {
  const response = await fetch(address, { headers: { Accept: 'text/html' }, signal });
  const text = await response.text();
  if (!response.headers.get('Content-Type')?.startsWith('text/html')) throw new Error(text.trim() || response.statusText);
  return new DOMParser().parseFromString(text, 'text/html');
}

function answer(page: Document): HTMLElement {
  return page.getElementById('answer')!;
}

function say(place: HTMLElement, words: string): void {
  const said = document.createElement('p');
  said.setAttribute('role', 'status');
  said.textContent = words;
  place.replaceChildren(said);
}

/** Where the page says that the query is wrong. */
function placeIn(page: Document): Place | null {
  const { line, column } = page.querySelector<HTMLElement>('#answer .wrong')?.dataset ?? {};
  return line ? { line: Number(line), column: column ? Number(column) : null } : null;
}
