/** A saved example as the server lists it. */
export interface Example {
  name: string;
  title: string;
  description: string;
  operation: string;
  variables: Record<string, unknown>;
}

/** The examples of this server, or why there are none: the playground works without them. */
export interface Examples {
  list: Example[];
  problem?: string;
}

/** Text of an example's variables as the editor shows it; nothing when it has none. */
export function variablesText({ variables }: Example): string {
  return Object.keys(variables ?? {}).length ? JSON.stringify(variables, null, 2) : '';
}

const WIDTH = 76;

/** Text of an example as the editor shows it: the operation below what it asks, in comments. */
export function queryText({ title, description, operation }: Example): string {
  const lines = [title, ...wrapped(description)].filter(Boolean).map((line) => `# ${line}\n`);
  return `${lines.join('')}${operation}`;
}

/** Whether an operation is that of an example, unchanged. */
export function isExample(list: Example[], query: string, variables: string): boolean {
  return list.some((e) => queryText(e).trim() === query.trim() && variablesText(e) === variables);
}

function wrapped(text: string): string[] {
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1)!;
    if (line && line.length + word.length >= WIDTH) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines;
}

/** Reads the list beside the page. Never fails: what went wrong is said in the panel. */
export async function loadExamples(url: URL): Promise<Examples> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    return { list: (await answer.json()) as Example[] };
  } catch (error) {
    return { list: [], problem: `The examples could not be read: ${error instanceof Error ? error.message : error}` };
  }
}

/** Those examples whose name, title, description or operation has every word of `text`. */
export function matching(list: Example[], text: string): Example[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return list.filter((example) => {
    const hay = `${example.name} ${example.title} ${example.description} ${example.operation}`.toLowerCase();
    return words.every((word) => hay.includes(word));
  });
}
