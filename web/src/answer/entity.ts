const MARK = '# What an id in a table names';

/** The operation that an id in a table opens: `reader` is the root field that answers for it. */
export function queryFor(reader: string, id: string): string {
  const fields = reader === 'entity' ? ['__typename', 'slug', 'name', 'description'] : ['__typename', 'slug'];
  const lines = [MARK, '{', `  ${reader}(key: { id: ${JSON.stringify(id)} }) {`, ...fields.map((field) => `    ${field}`), '  }', '}', ''];
  return lines.join('\n');
}

/** Whether a tab holds such an operation: the next one may take its place. */
export function isEntityQuery(query: string): boolean {
  return query.startsWith(MARK);
}
