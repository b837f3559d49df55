// What has no id stays in its place, and graphcache need not warn of it. `introspection` is the schema as urql is given it.
export const keysOf = (introspection) => Object.fromEntries(introspection.__schema.types
  .filter(({ kind, name, fields }) => kind === 'OBJECT' && name !== 'Query' && !/^__/.test(name) && !fields.some((field) => field.name === 'id'))
  .map(({ name }) => [name, () => null]));
