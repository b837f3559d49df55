import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

type Field = GraphQLField<unknown, unknown>;

/** Texts that mean something where they stand: any other one would be refused, or find nothing. */
const TEXTS: Record<string, string> = { text: 'nato', slug: 'nato', language: 'fr', languages: 'fr', property: 'name', dayOfYear: '12-31', datasets: 'core' };
const SCALARS: Record<string, string> = { Int: '10', Float: '1', Boolean: 'true', EDTF: '"1982-06-01"' };
const SMALL: Record<string, string> = { depth: '2' };
/** What a selection begins with, where the type has it. */
const FIRST = ['slug', 'name', 'title'];
const ID = 'nato';
/** Ids for arguments that want several, or those of another kind. */
const IDS: Record<string, string[]> = { actors: ['france', 'germany'], agreement: ['north-atlantic-treaty'] };

/** Why an argument cannot be added with a value that runs; null when it can. */
export function obstacle({ name }: GraphQLArgument | GraphQLInputField, present: string[]): string | null {
  if (name === 'after' || name === 'before') return 'its value is a cursor from an earlier answer: write it in the query';
  if (name === 'last' && present.includes('first')) return 'there is first already';
  if (name === 'first' && present.includes('last')) return 'there is last already';
  if (['and', 'or', 'not'].includes(name)) return 'conditions within conditions are written in the query';
  return null;
}

/** A field as it is added: with what it needs, and a selection that says what it is. `id` is an id that there is. */
export function fieldText(field: Field, id: string = ID): string {
  const given = field.args.filter(isRequiredArgument).map((argument) => argumentText(argument, id));
  return `${field.name}${given.length ? `(${given.join(', ')})` : ''}${selectionText(getNamedType(field.type))}`;
}

/** An argument, or an entry of an object, with a value that runs. */
export function argumentText(argument: GraphQLArgument | GraphQLInputField, id: string = ID): string {
  return `${argument.name}: ${valueText(argument.type, argument.name, id)}`;
}

function valueText(type: GraphQLInputType, name: string, id: string): string {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const ids = getNamedType(nullable).name === 'ID' ? IDS[name] : undefined;
    return `[${ids ? ids.map((one) => JSON.stringify(one)).join(', ') : valueText(nullable.ofType, name, id)}]`;
  }
  if (isEnumType(nullable)) return nullable.getValues()[0]!.name;
  if (isInputObjectType(nullable)) return `{${entries(nullable.getFields(), nullable.isOneOf, id)}}`;
  if (nullable.name === 'ID') return JSON.stringify(IDS[name]?.[0] ?? id);
  return SMALL[name] ?? SCALARS[nullable.name] ?? JSON.stringify(TEXTS[name] ?? 'name');
}

/** What an object has to have; when that is nothing, one entry: a condition that says nothing is refused. */
function entries(fields: Record<string, GraphQLInputField>, oneOf: boolean, id: string): string {
  const all = Object.values(fields);
  const required = oneOf ? [] : all.filter(isRequiredInputField);
  const free = all.filter((field) => !obstacle(field, []));
  const simple = oneOf ? undefined : free.find(({ type }) => isEnumType(type));
  const chosen = required.length ? required : [simple ?? free[0]!];
  return chosen.map((field) => argumentText(field, id)).join(', ');
}

/** ` { … }` for types that need a selection. */
export function selectionText(type: GraphQLNamedType): string {
  if (!isObjectType(type) && !isInterfaceType(type)) return '';
  const fields = type.getFields();
  const free = (name: string) => !!fields[name] && !fields[name].args.some(isRequiredArgument);
  const leaves = Object.keys(fields).filter((name) => free(name) && isLeafType(getNamedType(fields[name]!.type)));
  const lines = fields.nodes ? leaves.filter((name) => name === 'totalCount') : FIRST.filter((name) => leaves.includes(name));
  if (fields.nodes) lines.push(`nodes${selectionText(getNamedType(fields.nodes.type))}`);
  if (!lines.length) lines.push(...(leaves.length ? leaves.slice(0, 3) : ['__typename']));
  return ` {\n  ${lines.join('\n').replaceAll('\n', '\n  ')}\n}`;
}
