import type { Fetcher } from '@graphiql/toolkit';
import { getIntrospectionQuery } from 'graphql';
import { type Asked, remember } from './answer/asked';

const ACCEPT = 'application/graphql-response+json, application/json;q=0.9';

/** GraphiQL's own question leaves out which inputs take one field only. */
const SCHEMA = getIntrospectionQuery({ inputValueDeprecation: true, schemaDescription: true, oneOf: true });

/** Sends operations to `url`. */
export function createFetcher(url: URL): Fetcher {
  return async ({ query, variables, operationName }, options) => {
    const headers = options?.headers ?? {};
    if (operationName === 'IntrospectionQuery') return send(url, { query: SCHEMA, operationName }, headers);
    const answer = await send(url, { query, variables, operationName }, headers);
    remember({ query, variables, operationName });
    return answer;
  };
}

/** The answer of the server. Whatever it says instead of JSON is shown as an error, not as a parser's complaint. */
export async function send(url: URL, asked: Asked, headers: Record<string, string>) {
  const answer = await reached(url, JSON.stringify(asked), headers);
  const text = await answer.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`The server answered ${answer.status} ${answer.statusText}: ${text.slice(0, 500)}`);
  }
}

async function reached(url: URL, body: string, headers: Record<string, string>): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { accept: ACCEPT, 'content-type': 'application/json', ...headers },
      body,
    });
  } catch {
    throw new Error(`Foedera does not answer at ${url.href}. Is it still running?`);
  }
}
