import { DOC_EXPLORER_PLUGIN, DocExplorer, FieldLink, Search, useDocExplorer } from '@graphiql/plugin-doc-explorer';
import { useGraphiQL } from '@graphiql/react';
import { useId, useMemo } from 'react';
import { type Theme, themesOf } from './themes';

/** GraphiQL's documentation begins with a list of all types; this begins with what can be asked. Its other pages stay. */
export function openDocsByTheme(): void {
  DOC_EXPLORER_PLUGIN.content = Docs;
}

function Docs() {
  const schema = useGraphiQL((state) => state.schema);
  const pages = useDocExplorer();
  const themes = useMemo(() => (schema ? themesOf(schema) : []), [schema]);
  if (!schema || pages.length > 1) return <DocExplorer />;
  return (
    <section className="graphiql-doc-explorer" aria-label="Documentation Explorer">
      <div className="graphiql-doc-explorer-header">
        <div className="graphiql-doc-explorer-header-content">
          <div className="graphiql-doc-explorer-title">Docs</div>
        </div>
        <Search />
      </div>
      <div className="panel themes">
        <p className="lead">What can be asked, by theme. A class has a field for one of it, by a key, and one for all.</p>
        {themes.map((theme) => (
          <ThemeView key={theme.title} theme={theme} />
        ))}
      </div>
    </section>
  );
}

function ThemeView({ theme }: { theme: Theme }) {
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading}>{theme.title}</h3>
      <p className="lead">{theme.about}</p>
      <ul>
        {theme.entries.map(({ about, fields }) => (
          <li key={fields[0]!.name}>
            {fields.map((field, index) => (
              <span key={field.name}>
                {index > 0 && ', '}
                <FieldLink field={field} />
              </span>
            ))}
            {about !== theme.about && <p>{about}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
