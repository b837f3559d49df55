import {
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
} from 'graphql';

type Field = GraphQLField<unknown, unknown>;

/** Root fields that answer for the same class, or for the same question. */
export interface Entry {
  about: string;
  fields: Field[];
}

/** A part of what can be asked. */
export interface Theme {
  title: string;
  about: string;
  entries: Entry[];
}

/** What an edge of a plain list of a class has. One that has more says something of a relationship. */
const PLAIN_EDGE = ['cursor', 'node'];

/** The interface of everything that has an id. */
const NODE = 'Node';

type Heading = Omit<Theme, 'entries'>;

const SEARCH = { title: 'Search', about: 'Anything by words in its names and descriptions.' };
const RELATIONSHIPS = { title: 'Relationships', about: 'Every relationship of a kind, each with both its ends.' };
const QUESTIONS = { title: 'Questions', about: 'Answers that are computed from many entities.' };
const VALUES = { title: 'The data', about: 'What is known of the data as a whole.' };
const LATER = [RELATIONSHIPS, QUESTIONS, SEARCH, VALUES].map(({ title }) => title);

/**
 * The root fields of a schema by theme. Themes of classes come from the schema: the classes right below the most general one. What is
 * too general to begin with (all entities, all records) comes after what is not of one class.
 */
export function themesOf(schema: GraphQLSchema): Theme[] {
  const themes = new Map<string, Theme>();
  for (const field of Object.values(schema.getQueryType()!.getFields())) {
    const { title, about } = themeOf(field, schema);
    const theme = themes.get(title) ?? { title, about, entries: [] };
    themes.set(title, theme);
    add(theme, field);
  }
  const all = [...themes.values()];
  const rank = (theme: Theme) => LATER.indexOf(theme.title) + 1 || (isGeneral(theme) ? LATER.length + 1 : 0);
  return all.sort((one, other) => rank(one) - rank(other));
}

function isGeneral(theme: Theme): boolean {
  const type = classOf(theme.entries[0]!.fields[0]!);
  return isInterfaceType(type) && type.getInterfaces().every(({ name }) => name === NODE);
}

/** `alliance` and `alliances` are one entry, described by their class. */
function add(theme: Theme, field: Field): void {
  const type = classOf(field);
  const about = type?.description ?? field.description ?? '';
  const known = type && theme.entries.find((entry) => classOf(entry.fields[0]!) === type);
  if (known) known.fields.push(field);
  else theme.entries.push({ about, fields: [field] });
}

function themeOf(field: Field, schema: GraphQLSchema): Heading {
  const type = getNamedType(field.type);
  const theme = classOf(field);
  if (theme) return titled(topOf(theme), schema);
  if (isLeafType(type) || type.name === NODE) return VALUES;
  if (field.args.some(({ name }) => name === 'text')) return SEARCH;
  return nodeOf(type) ? RELATIONSHIPS : QUESTIONS;
}

/** The class of which a root field gives one or all. */
function classOf(field: Field): GraphQLNamedType | null {
  const type = getNamedType(field.type);
  if (field.args.some(({ name }) => name === 'key')) return type;
  const edges = edgeFields(type);
  return edges.length && edges.every((name) => PLAIN_EDGE.includes(name)) ? nodeOf(type) : null;
}

function edgeFields(connection: GraphQLNamedType): string[] {
  const edge = fieldType(connection, 'edges');
  return isObjectType(edge) ? Object.keys(edge.getFields()) : [];
}

function nodeOf(connection: GraphQLNamedType): GraphQLNamedType | null {
  return fieldType(connection, 'nodes');
}

function fieldType(type: GraphQLNamedType | null, name: string): GraphQLNamedType | null {
  const field = isObjectType(type) ? type.getFields()[name] : undefined;
  return field ? getNamedType(field.type) : null;
}

/** The class right below the most general one, where it has classes below it; else the most general one. */
function topOf(type: GraphQLNamedType): GraphQLNamedType {
  if (!isObjectType(type) && !isInterfaceType(type)) return type;
  const above = (one: { getInterfaces(): readonly GraphQLInterfaceType[] }) => one.getInterfaces().filter(({ name }) => name !== NODE);
  const line = [...above(type), ...(isInterfaceType(type) && type.name !== NODE ? [type] : [])];
  const depth = (wanted: number) => line.find((one) => above(one).length === wanted);
  return depth(1) ?? depth(0) ?? type;
}

/** Named as the root field that lists all of the class. */
function titled(type: GraphQLNamedType, schema: GraphQLSchema): Heading {
  const fields = Object.values(schema.getQueryType()!.getFields());
  const all = fields.find((field) => classOf(field) === type && nodeOf(getNamedType(field.type)));
  const name = all?.name ?? type.name;
  return { title: name[0]!.toUpperCase() + name.slice(1), about: type.description ?? '' };
}
