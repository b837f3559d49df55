import { type EditorState, StateEffect, StateField, type TransactionSpec } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

/** A place in a query: a line, and a column of it if that is known; both count from one. */
export interface Place {
  line: number;
  column: number | null;
}

const place = StateEffect.define<{ line: number; from: number; to: number } | null>();
const LINE = Decoration.line({ class: 'wrong-line' });
const SPOT = Decoration.mark({ class: 'wrong-spot' });

/** Marks where something is wrong, until the text changes. */
export const marking = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(place)) return effect.value ? decorations(effect.value) : Decoration.none;
    }
    return transaction.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function decorations({ line, from, to }: { line: number; from: number; to: number }): DecorationSet {
  return Decoration.set([LINE.range(line), ...(from < to ? [SPOT.range(from, to)] : [])]);
}

/** What marks a place, and brings the cursor there. */
export function markAt(state: EditorState, at: Place | null): TransactionSpec {
  if (!at) return { effects: place.of(null) };
  const line = state.doc.line(Math.min(Math.max(at.line, 1), state.doc.lines));
  const from = Math.min(line.from + (at.column ?? 1) - 1, line.to);
  const word = at.column === null ? line.text.length : (/^(?:\w+|\S)/.exec(line.text.slice(from - line.from))?.[0].length ?? 0);
  return {
    effects: place.of({ line: line.from, from, to: Math.min(from + word, line.to) }),
    selection: { anchor: from },
    scrollIntoView: true,
  };
}
