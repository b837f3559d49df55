import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { StreamLanguage, bracketMatching, syntaxHighlighting } from '@codemirror/language';
import { sparql } from '@codemirror/legacy-modes/mode/sparql';
import { EditorState } from '@codemirror/state';
import { EditorView, drawSelection, keymap, lineNumbers } from '@codemirror/view';
import { type Place, marking, markAt } from './marking';
import { colours, theme } from './style';
import type { Words } from './words';

/** The editor of a query. */
export interface Editor {
  text(): string;
  write(text: string): void;
  /** Show where something is wrong; null: nothing is. */
  mark(place: Place | null): void;
}

/**
 * An editor in the place of a text area, which stays in step with it and goes with the form.
 *
 * It lives in a shadow root: there CodeMirror's styles are sheets of the script, where in the document they would be <style> elements,
 * which the page's policy does not allow.
 */
export function editorIn(area: HTMLTextAreaElement, words: Words, run: () => void): Editor {
  const host = document.createElement('div');
  host.className = 'editor';
  const root = host.attachShadow({ mode: 'open' });
  area.before(host);
  const label = area.labels[0]!;
  const state = EditorState.create({ doc: area.value, extensions: extensions(area, label.textContent!, words, run) });
  const view = new EditorView({ state, root, parent: root as unknown as Element });
  area.hidden = true;
  // A field that is hidden cannot be pointed at when it is empty; the server says what is missing.
  area.required = false;
  label.addEventListener('click', () => view.focus());
  return {
    text: () => view.state.doc.toString(),
    write: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: 0 } }),
    mark: (place) => view.dispatch(markAt(view.state, place)),
  };
}

function extensions(area: HTMLTextAreaElement, label: string, words: Words, run: () => void) {
  const asks = { run: () => (run(), true) };
  return [
    keymap.of([
      { key: 'Ctrl-Enter', ...asks },
      { key: 'Mod-Enter', ...asks },
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...defaultKeymap,
      ...historyKeymap,
    ]),
    lineNumbers(),
    history(),
    drawSelection(),
    bracketMatching(),
    closeBrackets(),
    StreamLanguage.define(sparql),
    syntaxHighlighting(colours),
    autocompletion({ override: [(context) => words.complete(context)], icons: false }),
    marking,
    theme,
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label, 'aria-keyshortcuts': 'Control+Enter' }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) area.value = update.state.doc.toString();
    }),
  ];
}
