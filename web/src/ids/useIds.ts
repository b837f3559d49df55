import { useGraphiQL, useMonaco } from '@graphiql/react';
import { type GraphQLSchema, getNamedType, isEnumType } from 'graphql';
import type { Position, editor } from 'monaco-editor';
import { useEffect, useRef } from 'react';
import { useAsk } from '../useAsk';
import { type Found, type Place, QUERY, placeIn } from './lookup';

/** One letter finds nothing in particular. */
const SHORTEST = 2;

/** Offers entities while an id is typed, in the query and in the variables: "NA" finds NATO. */
export function useIds(api: URL): void {
  const monaco = useMonaco((state) => state.monaco);
  const { queryEditor, variableEditor, schema } = useGraphiQL((state) => state);
  const ask = useAsk(api);
  const now = useRef({ ask, schema });
  now.current = { ask, schema };

  useEffect(() => {
    // Strings are not completed unless editors are told so.
    for (const editor of [queryEditor, variableEditor]) editor?.updateOptions({ quickSuggestions: { strings: true, other: true } });
  }, [queryEditor, variableEditor]);

  useEffect(() => {
    if (!monaco) return;
    const provider = { triggerCharacters: ['"'], provideCompletionItems: provide };
    const registered = ['graphql', 'json'].map((language) => monaco.languages.registerCompletionItemProvider(language, provider));
    return () => registered.forEach((one) => one.dispose());

    async function provide(model: editor.ITextModel, position: Position) {
      const range = { startLineNumber: 1, startColumn: 1, endLineNumber: position.lineNumber, endColumn: position.column };
      const place = placeIn(model.getValueInRange(range), model.getLanguageId() === 'json');
      if (!place || place.typed.trim().length < SHORTEST) return { suggestions: [] };
      const { search } = await now.current.ask<Found>(QUERY, { text: place.typed, types: typesFor(place, now.current.schema) });
      const here = {
        startLineNumber: position.lineNumber,
        endLineNumber: position.lineNumber,
        startColumn: position.column - place.typed.length,
        endColumn: position.column,
      };
      const suggestions = search.nodes.map(({ __typename, id, name }, index) => ({
        label: { label: id, description: `${name ?? ''} (${__typename})` },
        kind: monaco!.languages.CompletionItemKind.Value,
        insertText: id,
        // The search has chosen already; the editor would drop what does not begin as it was typed.
        filterText: place.typed,
        sortText: String(index).padStart(3, '0'),
        range: here,
      }));
      return { suggestions, incomplete: true };
    }
  }, [monaco]);
}

/** Below a root field of one class only its entities are offered. */
function typesFor({ field }: Place, schema: GraphQLSchema | null | undefined): string[] | null {
  const root = field ? schema?.getQueryType()?.getFields()[field] : undefined;
  const classes = schema?.getType('EntityClass');
  const name = root ? getNamedType(root.type).name : null;
  return name && isEnumType(classes) && classes.getValue(name) ? [name] : null;
}
