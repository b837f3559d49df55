import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { type OperationDefinitionNode, Kind, parse } from 'graphql';
import { WELCOME } from './welcome';

/** Whether a tab with this query and these variables may be used for another operation. */
export type Replaces = (query: string, variables: string) => boolean;

/**
 * Opens an operation and runs it: in the tab that has it already, else in one whose query may be replaced, the active one first,
 * else in a new tab.
 */
export function useOpen(replaces: Replaces): (query: string, variables: string) => void {
  const { addTab, changeTab, run, setOperationFacts, updateActiveTabValues } = useGraphiQLActions();
  const { tabs, activeTabIndex, queryEditor, variableEditor } = useGraphiQL(
    pick('tabs', 'activeTabIndex', 'queryEditor', 'variableEditor'),
  );

  return (query, variables) => {
    if (!queryEditor || !variableEditor) return;
    // GraphiQL notes a changed editor in its tab only after a pause, in which nothing that somebody wrote may be lost.
    const written = { query: queryEditor.getValue(), variables: variableEditor.getValue() };
    updateActiveTabValues(written);
    const now = tabs.map((tab, index) => (index === activeTabIndex ? { ...tab, ...written } : tab));
    const replaceable = (index: number) => replaces(now[index]?.query ?? '', now[index]?.variables ?? '');
    const open = now.findIndex((tab) => tab.query === query && (tab.variables ?? '') === variables);
    const free = open >= 0 ? open : [activeTabIndex, ...tabs.keys()].find(replaceable);
    if (free === undefined) addTab();
    else if (free !== activeTabIndex) changeTab(free);
    queryEditor.setValue(query);
    variableEditor.setValue(variables);
    const facts = factsOf(query);
    // GraphiQL reads a changed editor only after a pause; until then it would run under the name of the operation before.
    setOperationFacts(facts);
    updateActiveTabValues({ query, variables, operationName: facts.operationName ?? null });
    run();
  };
}

/** Whether a tab holds nothing that anybody wrote. */
export function isUntouched(query: string): boolean {
  return !query.trim() || query === WELCOME;
}

function factsOf(query: string): Parameters<ReturnType<typeof useGraphiQLActions>['setOperationFacts']>[0] {
  try {
    const documentAST = parse(query);
    const operations = documentAST.definitions.filter(
      (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
    );
    return { documentAST, operations, operationName: operations[0]?.name?.value };
  } catch {
    return {}; // the server says what is wrong with it
  }
}
