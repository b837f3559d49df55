import { useSyncExternalStore } from 'react';

/** What a narrow screen shows one of at a time. */
export type Pane = 'panel' | 'query' | 'answer';

let shown: Pane = 'panel';
const listeners = new Set<() => void>();

/** Brings a pane to the front; where there is room for all of them nothing changes. narrow.css reads the attribute. */
export function showPane(pane: Pane): void {
  shown = pane;
  document.documentElement.dataset.pane = pane;
  listeners.forEach((listener) => listener());
}

/** The pane in front. */
export function usePane(): Pane {
  return useSyncExternalStore(listen, () => shown);
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
