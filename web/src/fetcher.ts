import type { Fetcher } from '@graphiql/toolkit';

const ACCEPT = 'application/graphql-response+json, application/json;q=0.9';

/** Sends operations to `url`. Whatever the server says instead of JSON is shown as an error, not as a parser's complaint. */
export function createFetcher(url: URL): Fetcher {
  return async ({ query, variables, operationName }, options) => {
    const answer = await ask(url, JSON.stringify({ query, variables, operationName }), options?.headers ?? {});
    const text = await answer.text();
    try {
      return JSON.parse(text);
    } catch {
      throw new Error(`The server answered ${answer.status} ${answer.statusText}: ${text.slice(0, 500)}`);
    }
  };
}

async function ask(url: URL, body: string, headers: Record<string, string>): Promise<Response> {
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
