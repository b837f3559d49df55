import { pick, useGraphiQL } from '@graphiql/react';
import { type DocumentNode, type OperationDefinitionNode, GraphQLError, Kind, parse } from 'graphql';
import { useEffect, useMemo, useState } from 'react';

/** The editor's text as the builder needs it. */
export interface Edited {
  text: string;
  /** The operation to change; null when there is none yet. */
  operation: OperationDefinitionNode | null;
  /** Why the text cannot be changed by others than its writer. */
  problem: string | null;
  /** Puts a text into the editor, as one step that can be undone. */
  change: (text: string) => void;
  /** The text now, which may have changed while one waited. */
  now: () => string;
}

/** Follows the text in the editor. */
export function useDocument(): Edited {
  const { queryEditor, operationName } = useGraphiQL(pick('queryEditor', 'operationName'));
  const [text, setText] = useState(queryEditor?.getValue() ?? '');
  useEffect(() => {
    setText(queryEditor?.getValue() ?? '');
    const listening = queryEditor?.onDidChangeModelContent(() => setText(queryEditor.getValue()));
    return () => listening?.dispose();
  }, [queryEditor]);
  const read = useMemo(() => operationIn(text, operationName), [text, operationName]);

  function change(next: string) {
    const range = queryEditor?.getModel()?.getFullModelRange();
    if (!queryEditor || !range) return;
    queryEditor.pushUndoStop();
    queryEditor.executeEdits('builder', [{ range, text: next }]);
    queryEditor.pushUndoStop();
  }
  return { text, ...read, change, now: () => queryEditor?.getValue() ?? '' };
}

/** The operation of a name in a text, or its first one. */
export function operationIn(text: string, name?: string | null): Pick<Edited, 'operation' | 'problem'> {
  if (!text.replace(/#.*/g, '').trim()) return { operation: null, problem: null };
  try {
    const all = operations(parse(text));
    return { operation: all.find((operation) => operation.name?.value === name) ?? all[0] ?? null, problem: null };
  } catch (error) {
    return { operation: null, problem: error instanceof GraphQLError ? error.message : String(error) };
  }
}

function operations({ definitions }: DocumentNode): OperationDefinitionNode[] {
  return definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
}
