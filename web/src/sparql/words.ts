import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { type Found, QUERY } from '../ids/lookup';

type Context = Record<string, string | { '@id'?: string; '@type'?: string }>;

const KEYWORDS = (
  'SELECT CONSTRUCT ASK DESCRIBE DISTINCT WHERE FROM NAMED GRAPH OPTIONAL UNION MINUS FILTER EXISTS BIND VALUES ORDER GROUP BY HAVING ASC ' +
  'DESC LIMIT OFFSET COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG DATATYPE BOUND COALESCE IF CONTAINS STRSTARTS REGEX YEAR MONTH DAY'
).split(' ');
/** So much of a name has to be there before entities are sought. */
const SHORTEST = 2;
const PAUSE = 150;

/** What a query may be completed with: keywords and prefixes, the terms behind a prefix, entities by name, variables of the query. */
export class Words {
  private terms: Promise<Map<string, Completion[]>> | undefined;

  constructor(
    private readonly prefixes: string[],
    private readonly context: URL,
    private readonly api: URL,
  ) {}

  async complete(context: CompletionContext): Promise<CompletionResult | null> {
    const variable = context.matchBefore(/[?$]\w*/);
    if (variable) return { from: variable.from, options: variables(context, variable.from), validFor: /^[?$]\w*$/ };
    const term = context.matchBefore(/[A-Za-z]\w*:[\w.-]*/);
    if (term) return this.behind(context, term.from, term.text);
    const word = context.matchBefore(/[A-Za-z]\w*/);
    if (!word && !context.explicit) return null;
    return { from: word?.from ?? context.pos, options: this.beginnings(), validFor: /^\w*$/ };
  }

  private beginnings(): Completion[] {
    return [
      ...this.prefixes.map((name) => ({ label: `${name}:`, type: 'namespace', detail: 'prefix' })),
      ...KEYWORDS.map((label) => ({ label, type: 'keyword' })),
    ];
  }

  private async behind(context: CompletionContext, from: number, text: string): Promise<CompletionResult | null> {
    const [prefix, begun] = text.split(':') as [string, string];
    const start = from + prefix.length + 1;
    if (prefix === 'id') return begun.length < SHORTEST ? null : this.entities(context, start, begun);
    this.terms ??= this.read();
    const options = (await this.terms).get(prefix);
    return options ? { from: start, options, validFor: /^[\w-]*$/ } : null;
  }

  /** The terms of the mapping, by prefix, from its context of JSON-LD. What cannot be fetched is tried again. */
  private async read(): Promise<Map<string, Completion[]>> {
    try {
      const found = (await (await fetch(this.context)).json()) as { '@context': Context };
      return byPrefix(found['@context']);
    } catch {
      this.terms = undefined;
      return new Map();
    }
  }

  /** Entities whose name is begun: "id:na" finds NATO. */
  private async entities(context: CompletionContext, from: number, text: string): Promise<CompletionResult | null> {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    if (context.aborted) return null;
    const stop = new AbortController();
    context.addEventListener('abort', () => stop.abort(), { onDocChange: true });
    try {
      const body = JSON.stringify({ query: QUERY, variables: { text: text.replaceAll(/[-.]/g, ' ') } });
      const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
      const answer = (await (await fetch(this.api, { method: 'POST', headers, body, signal: stop.signal })).json()) as { data?: Found };
      const nodes = answer.data?.search.nodes ?? [];
      // They are in the order of the search, and found by name: the editor's own filter would drop those whose id begins otherwise.
      const options = nodes.map((node) => ({ label: node.slug.replaceAll('/', '.'), detail: node.name ?? node.__typename }));
      return { from, options, filter: false };
    } catch {
      return null;
    }
  }
}

function variables(context: CompletionContext, from: number): Completion[] {
  const text = context.state.doc.toString();
  const others = text.slice(0, from) + text.slice(context.pos);
  return [...new Set(others.match(/[?$]\w+/g))].map((label) => ({ label, type: 'variable' }));
}

function byPrefix(context: Context): Map<string, Completion[]> {
  const found = new Map<string, Completion[]>();
  for (const [name, value] of Object.entries(context)) {
    const address = name.includes(':') ? name : typeof value === 'string' ? value : value['@id'];
    const [, prefix, local] = /^(\w+):([\w-]+)$/.exec(address ?? '') ?? [];
    if (!prefix || !local) continue;
    const detail = typeof value === 'string' ? 'class' : value['@type'] === '@id' ? 'link' : 'value';
    found.set(prefix, [...(found.get(prefix) ?? []), { label: local, detail }]);
  }
  return found;
}
