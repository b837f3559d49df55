import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { type OperationDefinitionNode, Kind, parse } from 'graphql';

/** Opens an operation in a tab of its own, or goes to the tab that has it already, and runs it. */
export function useOpen(): (query: string, variables: string) => void {
  const { addTab, changeTab, run, setOperationFacts, updateActiveTabValues } = useGraphiQLActions();
  const { tabs, queryEditor, variableEditor } = useGraphiQL(pick('tabs', 'queryEditor', 'variableEditor'));

  return (query, variables) => {
    if (!queryEditor || !variableEditor) return;
    const open = tabs.findIndex((tab) => tab.query === query && (tab.variables ?? '') === variables);
    if (open >= 0) changeTab(open);
    else addTab();
    queryEditor.setValue(query);
    variableEditor.setValue(variables);
    const facts = factsOf(query);
    // GraphiQL reads a changed editor only after a pause; until then it would run under the name of the operation before.
    setOperationFacts(facts);
    updateActiveTabValues({ query, variables, operationName: facts.operationName ?? null });
    run();
  };
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
