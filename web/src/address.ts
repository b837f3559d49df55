import { type Example, queryText, variablesText } from './examples';

/** What an address asks to have opened. */
export interface Start {
  query: string;
  variables: string;
  /** Saved examples come from this server, so they run at once; a query in a link waits for its reader. */
  run: boolean;
}

/** What `?example=` or `?query=&variables=` names; null when neither is there or the example is unknown. */
export function startOf(address: URL, examples: Example[]): Start | null {
  const parameters = address.searchParams;
  const example = find(examples, parameters.get('example'));
  if (example) return { query: queryText(example), variables: variablesText(example), run: true };
  const query = parameters.get('query');
  return query === null ? null : { query, variables: parameters.get('variables') ?? '', run: false };
}

/** The name that an address asks for and that no example has. */
export function unknownExample(address: URL, examples: Example[]): string | null {
  const name = address.searchParams.get('example');
  return name !== null && !find(examples, name) ? name : null;
}

/** Names begin with a number that only orders them: it may be left out, and links leave it out. */
function find(examples: Example[], name: string | null): Example | undefined {
  return examples.find((example) => name === example.name || name === unnumbered(example.name));
}

function unnumbered(name: string): string {
  return name.replace(/^\d+-/, '');
}

/** An address that opens this operation: by the name of the example where it is one, else with the whole text. */
export function linkTo(address: URL, examples: Example[], query: string, variables: string): URL {
  const link = new URL(address.pathname, address);
  const says = (e: Example) => [e.operation, queryText(e)].some((text) => text.trim() === query.trim());
  const example = examples.find((e) => says(e) && variablesText(e) === variables.trim());
  if (example) {
    link.searchParams.set('example', unnumbered(example.name));
    return link;
  }
  link.searchParams.set('query', query);
  if (variables.trim()) link.searchParams.set('variables', variables);
  return link;
}
