import { useEffect, useState } from 'react';
import { useGraphiQL } from '@graphiql/react';
import { useAsk } from '../useAsk';
import { type Answered, type Holdings, QUERY, holdingsOf } from './holdings';

/** What the graph holds, or why that is not known. Asked when the page has its schema: then the server answers. */
export function useHoldings(api: URL): { holdings?: Holdings; problem?: string } {
  const [state, setState] = useState<{ holdings?: Holdings; problem?: string }>({});
  const schema = useGraphiQL((graphiql) => graphiql.schema);
  const ask = useAsk(api);
  useEffect(() => {
    if (!schema) return;
    ask<Answered>(QUERY).then(
      (answered) => setState({ holdings: holdingsOf(answered) }),
      (error: Error) => setState({ problem: error.message }),
    );
  }, [schema]);
  return state;
}
