import { useState } from 'react';

export type View = 'json' | 'table' | 'chart';

const NAMES: Record<View, string> = { json: 'JSON', table: 'Table', chart: 'Chart' };
const STORED = 'foedera:view';
/** On a screen as narrow as this a table says more than JSON. */
const NARROW = '(max-width: 800px)';

/** The view that was chosen last, here or in an earlier visit. */
export function useView(): [View, (view: View) => void] {
  const [view, setView] = useState<View>(storedView);
  function choose(view: View) {
    setView(view);
    try {
      window.localStorage.setItem(STORED, view);
    } catch {
      // a browser that lets pages remember nothing
    }
  }
  return [view, choose];
}

function storedView(): View {
  try {
    const stored = window.localStorage.getItem(STORED);
    if (stored && stored in NAMES) return stored as View;
  } catch {
    // as above
  }
  return window.matchMedia(NARROW).matches ? 'table' : 'json';
}

interface Choice {
  view: View;
  onView: (view: View) => void;
  table: boolean;
  chart: boolean;
}

/** Switches between the views of an answer; one that it does not have cannot be chosen. */
export function Views({ view, onView, table, chart }: Choice) {
  const has: Record<View, boolean> = { json: true, table, chart };
  const why: Record<View, string> = { json: '', table: 'An answer with data has one', chart: 'Rows with dates, or with years and numbers, have one' };
  return (
    <div className="views" role="group" aria-label="View of the answer">
      {(Object.keys(NAMES) as View[]).map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={view === name}
          disabled={!has[name]}
          title={has[name] ? undefined : why[name]}
          onClick={() => onView(name)}
        >
          {NAMES[name]}
        </button>
      ))}
    </div>
  );
}
