import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The colours of the page's style sheet, in the light and in the dark. */
export const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--link)', fontWeight: '600' },
  { tag: [tags.standard(tags.variableName), tags.meta], color: 'var(--open)' },
  { tag: tags.local(tags.variableName), color: 'var(--against)' },
  { tag: [tags.string, tags.number], color: 'var(--good)' },
  { tag: tags.comment, color: 'var(--quiet)', fontStyle: 'italic' },
]);

export const theme = EditorView.theme({
  '&': { border: '1px solid var(--quiet)', borderRadius: '4px', background: 'var(--ground)', color: 'var(--ink)', fontSize: '.9rem' },
  '&.cm-focused': { outline: '3px solid var(--link)', outlineOffset: '2px' },
  '.cm-scroller': { fontFamily: 'ui-monospace, monospace', lineHeight: '1.45', minHeight: '12rem', maxHeight: '60vh' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { background: 'var(--soft)', color: 'var(--quiet)', border: '0' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { background: 'var(--maybe)' },
  '&.cm-focused .cm-matchingBracket': { background: 'none', outline: '1px solid var(--quiet)' },
  '.wrong-line': { background: 'var(--soft)' },
  '.wrong-spot': { textDecoration: 'underline wavy var(--against)', textDecorationSkipInk: 'none' },
  '.cm-tooltip': { background: 'var(--ground)', color: 'var(--ink)', border: '1px solid var(--quiet)', maxWidth: '90vw' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { background: 'var(--link)', color: 'var(--ground)' },
  '.cm-completionDetail': { marginLeft: '.8em', fontStyle: 'normal' },
});
