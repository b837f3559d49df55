import { useGraphiQL } from '@graphiql/react';
import { send } from './fetcher';

/** Asks the API beside the editors, with the headers in them: a server may want a token. Raises Error with the first message. */
export function useAsk(api: URL): <T>(query: string, variables?: Record<string, unknown>) => Promise<T> {
  const headers = useGraphiQL((state) => state.headerEditor);
  return <T,>(query: string, variables?: Record<string, unknown>) => ask<T>(api, headers?.getValue() ?? '', query, variables);
}

/** The data of an answer. `headers` is the text of an editor. */
export async function ask<T>(api: URL, headers: string, query: string, variables?: Record<string, unknown>): Promise<T> {
  const { data, errors } = (await send(api, { query, variables }, parsed(headers))) as { data?: T; errors?: { message: string }[] };
  if (!data) throw new Error(errors?.[0]?.message ?? 'The server gave no data.');
  return data;
}

function parsed(text: string): Record<string, string> {
  try {
    return JSON.parse(text || '{}') as Record<string, string>;
  } catch {
    return {}; // half written
  }
}
