import { pick, useGraphiQL } from '@graphiql/react';
import { placeOf, warningsIn } from './warnings';

/** What the answer of the active tab does not say by itself, above it. */
export function Warnings() {
  const { tabs, activeTabIndex } = useGraphiQL(pick('tabs', 'activeTabIndex'));
  const warnings = warningsIn(tabs[activeTabIndex]?.response ?? null);
  return (
    <section className="warnings" role="status" aria-label="Warnings">
      <ul>
        {warnings.map((warning, index) => (
          <li key={index} data-code={warning.code}>
            {placeOf(warning) && <code>{placeOf(warning)}</code>} {warning.message}
            {warning.hint && <span>: {warning.hint}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
