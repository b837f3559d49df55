import { pick, useGraphiQL, useMonaco } from '@graphiql/react';
import { type GraphQLSchema, getNamedType, isEnumType } from 'graphql';
import type { Position, editor } from 'monaco-editor';
import { useEffect, useRef } from 'react';
import { useAsk } from '../useAsk';
import { type Found, type Place, QUERY, placeIn } from './lookup';

/** One letter finds nothing in particular. */
const SHORTEST = 2;
const PAUSE = 150;

/** Offers entities while an id is typed, in the query and in the variables: "NA" finds NATO. */
export function useIds(api: URL): void {
  const monaco = useMonaco((state) => state.monaco);
  const { queryEditor, variableEditor, schema } = useGraphiQL(pick('queryEditor', 'variableEditor', 'schema'));
  const ask = useAsk(api);
  const now = useRef({ ask, schema });
  now.current = { ask, schema };
  const offered = useRef(new Set<string>());

  // Monaco asks by itself where words begin, but not reliably within quotes.
  useEffect(() => {
    const listening = [queryEditor, variableEditor].map((editor) => editor && suggestWhileTyping(editor, offered.current));
    return () => listening.forEach((one) => one?.dispose());
  }, [queryEditor, variableEditor]);

  useEffect(() => {
    if (!monaco) return;
    const provider = { provideCompletionItems: provide };
    const registered = ['graphql', 'json'].map((language) => monaco.languages.registerCompletionItemProvider(language, provider));
    return () => registered.forEach((one) => one.dispose());

    async function provide(model: editor.ITextModel, position: Position) {
      const place = placeAt(model, position);
      if (!place || place.typed.trim().length < SHORTEST) return { suggestions: [] };
      const variables = { text: place.typed, types: typesFor(place, now.current.schema) };
      // Without an answer one goes on typing.
      const nodes = await now.current.ask<Found>(QUERY, variables).then(({ search }) => search.nodes, () => []);
      for (const { slug } of nodes) offered.current.add(slug);
      const here = {
        startLineNumber: position.lineNumber,
        endLineNumber: position.lineNumber,
        startColumn: position.column - place.typed.length,
        endColumn: position.column,
      };
      const suggestions = nodes.map(({ __typename, slug, name }, index) => ({
        label: { label: slug, description: `${name ?? ''} (${__typename})` },
        kind: monaco!.languages.CompletionItemKind.Value,
        insertText: slug,
        // The search has chosen already; the editor would drop what does not begin as it was typed.
        filterText: place.typed,
        sortText: String(index).padStart(3, '0'),
        range: here,
      }));
      return { suggestions, incomplete: true };
    }
  }, [monaco]);
}

function placeAt(model: editor.ITextModel, { lineNumber, column }: Position): Place | null {
  const before = model.getValueInRange({ startLineNumber: 1, startColumn: 1, endLineNumber: lineNumber, endColumn: column });
  return placeIn(before, model.getLanguageId() === 'json');
}

/** Opens the suggestions after a pause in typing; an id that was just taken from them needs none. */
function suggestWhileTyping(editor: editor.ICodeEditor, offered: Set<string>) {
  let pause: ReturnType<typeof setTimeout>;
  return editor.onDidChangeModelContent(() => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      const [model, position] = [editor.getModel(), editor.getPosition()];
      const typed = (model && position && editor.hasTextFocus() && placeAt(model, position)?.typed.trim()) || '';
      if (typed.length >= SHORTEST && !offered.has(typed)) editor.trigger('ids', 'editor.action.triggerSuggest', {});
    }, PAUSE);
  });
}

/** Below a root field of one class only its entities are offered. */
function typesFor({ field }: Place, schema: GraphQLSchema | null | undefined): string[] | null {
  const root = field ? schema?.getQueryType()?.getFields()[field] : undefined;
  const classes = schema?.getType('EntityClass');
  const name = root ? getNamedType(root.type).name : null;
  return name && isEnumType(classes) && classes.getValue(name) ? [name] : null;
}
