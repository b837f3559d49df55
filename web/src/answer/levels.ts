import {
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  Kind,
  getNamedType,
  getNullableType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isListType,
  isObjectType,
  parse,
} from 'graphql';
import type { Asked } from './asked';

/** A value that is selected of an element. `opens` is the root field that answers for the id in it. */
export interface Column {
  path: string[];
  type: string;
  listed: boolean;
  opens: string | null;
}

/** What is selected of the elements of one list: values, and lists within them. The uppermost level is the answer itself. */
export interface Level {
  /** The keys that lead to the list from an element of the level above. */
  steps: string[];
  columns: Column[];
  below: Level[];
}

/** Root fields that take the id of anything of their type. */
const READERS = ['entity', 'record'];

/** The levels of an operation, by what it selects: columns do not depend on the data. Null when it cannot be read. */
export function levelsOf(asked: Asked, schema: GraphQLSchema): Level | null {
  try {
    return new Walk(asked, schema).root();
  } catch {
    return null; // the server says what is wrong with it
  }
}

/** Every list of the answer, as the levels that lead to it; the answer itself when it has none. */
export function chainsOf(level: Level, above: Level[] = []): Level[][] {
  const chain = [...above, level];
  const here = above.length ? [chain] : [];
  const lists = [...here, ...level.below.flatMap((below) => chainsOf(below, chain))];
  return lists.length ? lists : [chain];
}

class Walk {
  private readonly document;

  constructor(
    private readonly asked: Asked,
    private readonly schema: GraphQLSchema,
  ) {
    this.document = parse(asked.query);
  }

  root(): Level {
    const level: Level = { steps: [], columns: [], below: [] };
    this.fields(this.operation().selectionSet, this.schema.getQueryType()!, [], level);
    return level;
  }

  private operation(): OperationDefinitionNode {
    const all = this.document.definitions.filter((d) => d.kind === Kind.OPERATION_DEFINITION);
    return all.find((operation) => operation.name?.value === this.asked.operationName) ?? all[0]!;
  }

  private fields(set: SelectionSetNode, type: GraphQLNamedType, path: string[], level: Level): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) this.field(selection, type, path, level);
      else {
        const part = selection.kind === Kind.FRAGMENT_SPREAD ? this.fragment(selection.name.value) : selection;
        const on = part.typeCondition ? this.schema.getType(part.typeCondition.name.value) : type;
        this.fields(part.selectionSet, on!, path, level);
      }
    }
  }

  private fragment(name: string) {
    return this.document.definitions.filter((d) => d.kind === Kind.FRAGMENT_DEFINITION).find((d) => d.name.value === name)!;
  }

  private field(node: FieldNode, parent: GraphQLNamedType, path: string[], level: Level): void {
    const here = [...path, (node.alias ?? node.name).value];
    const field = fieldOf(parent, node.name.value);
    const named = field ? getNamedType(field.type) : null;
    if (!field || !named || isLeafType(named)) {
      const listed = !!field && isListType(getNullableType(field.type));
      this.column(level, { path: here, type: named?.name ?? 'String', listed, opens: this.reader(node, parent) });
    } else if (isListType(getNullableType(field.type))) {
      this.fields(node.selectionSet!, named, [], listAt(level, here));
    } else {
      this.fields(node.selectionSet!, named, here, level);
    }
  }

  private column({ columns }: Level, column: Column): void {
    if (!columns.some((known) => same(known.path, column.path))) columns.push(column);
  }

  /** The root field that reads what an `id` or a `slug` names, where there is one. */
  private reader(node: FieldNode, parent: GraphQLNamedType): string | null {
    if (!['id', 'slug'].includes(node.name.value) || !(isObjectType(parent) || isInterfaceType(parent))) return null;
    const roots = this.schema.getQueryType()!.getFields();
    const reads = (name: string) => {
      const type = roots[name] && getNamedType(roots[name].type);
      return type === parent || (isAbstractType(type) && this.schema.isSubType(type, parent));
    };
    return READERS.find(reads) ?? null;
  }
}

function fieldOf(type: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

function listAt(level: Level, steps: string[]): Level {
  const known = level.below.find((below) => same(below.steps, steps));
  if (known) return known;
  const made: Level = { steps, columns: [], below: [] };
  level.below.push(made);
  return made;
}

function same(one: string[], other: string[]): boolean {
  return one.join('.') === other.join('.');
}
