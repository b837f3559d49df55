import {
  type ArgumentNode,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type ObjectFieldNode,
  type ObjectValueNode,
  type ValueNode,
  Kind,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredArgument,
  isRequiredInputField,
  print,
} from 'graphql';
import { Draft } from './Draft';
import { argumentText, obstacle } from './placeholder';
import { argumentAdded, argumentRemoved, entryAdded, entryRemoved, replaced } from './splice';
import type { Edited } from './useDocument';

/** The arguments of a field: those it has, and the others to choose from. */
export function Arguments({ edited, node, all }: { edited: Edited; node: FieldNode; all: readonly GraphQLArgument[] }) {
  return (
    <Entries
      edited={edited}
      owner={node.name.value}
      what="argument"
      given={node.arguments ?? []}
      all={all}
      fixed={(argument) => (isRequiredArgument(argument as GraphQLArgument) ? 'It is required' : null)}
      onAdd={(argument) => edited.change(argumentAdded(edited.text, node, argumentText(argument)))}
      onRemove={(given) => edited.change(argumentRemoved(edited.text, node, given as ArgumentNode))}
    />
  );
}

interface Listed {
  edited: Edited;
  owner: string;
  what: string;
  given: readonly (ArgumentNode | ObjectFieldNode)[];
  all: readonly (GraphQLArgument | GraphQLInputField)[];
  fixed: (one: GraphQLArgument | GraphQLInputField) => string | null;
  onAdd: (one: GraphQLArgument | GraphQLInputField) => void;
  onRemove: (given: ArgumentNode | ObjectFieldNode) => void;
}

function Entries({ edited, owner, what, given, all, fixed, onAdd, onRemove }: Listed) {
  const present = given.map(({ name }) => name.value);
  const others = all.filter(({ name }) => !present.includes(name));
  return (
    <ul className="inputs">
      {given.map((one) => {
        const definition = all.find(({ name }) => name === one.name.value);
        const why = definition && fixed(definition);
        return (
          <li key={one.name.value}>
            <button type="button" aria-label={`Remove ${one.name.value}`} disabled={!!why} title={why ?? undefined} onClick={() => onRemove(one)}>
              ×
            </button>{' '}
            <span>{one.name.value}:</span> {definition && <Value edited={edited} name={one.name.value} type={definition.type} value={one.value} />}
          </li>
        );
      })}
      {others.length > 0 && (
        <li>
          <select value="" aria-label={`Add an ${what} to ${owner}`} onChange={(event) => onAdd(others.find(({ name }) => name === event.target.value)!)}>
            <option value="">+ {what}</option>
            {others.map((one) => {
              const why = obstacle(one, present);
              return (
                <option key={one.name} value={one.name} disabled={!!why}>
                  {why ? `${one.name} (${why})` : one.name}
                </option>
              );
            })}
          </select>
        </li>
      )}
    </ul>
  );
}

interface Valued {
  edited: Edited;
  name: string;
  type: GraphQLInputType;
  value: ValueNode;
}

/** A value to change. Variables, and lists of several, are changed in the query. */
function Value({ edited, name, type, value }: Valued) {
  const nullable = getNullableType(type);
  const write = (text: string) => edited.change(replaced(edited.text, value, text));
  if (value.kind === Kind.LIST && isListType(nullable) && value.values.length === 1) {
    return <Value edited={edited} name={name} type={nullable.ofType} value={value.values[0]!} />;
  }
  if (value.kind === Kind.OBJECT && isInputObjectType(nullable)) {
    return <Objects edited={edited} name={name} value={value} all={Object.values(nullable.getFields())} oneOf={nullable.isOneOf} />;
  }
  if (isEnumType(nullable) && value.kind === Kind.ENUM) {
    return <Choice name={name} value={value.value} all={nullable.getValues().map((one) => one.name)} onChoose={write} />;
  }
  if (value.kind === Kind.BOOLEAN) return <Choice name={name} value={String(value.value)} all={['true', 'false']} onChoose={write} />;
  if (value.kind === Kind.STRING || value.kind === Kind.INT) {
    const written = (text: string) => write(value.kind === Kind.INT ? text : JSON.stringify(text));
    return <Draft name={name} type={getNamedType(type).name} value={value.value} onWrite={written} />;
  }
  return <code>{print(value)}</code>;
}

function Choice({ name, value, all, onChoose }: { name: string; value: string; all: string[]; onChoose: (value: string) => void }) {
  return (
    <select aria-label={name} value={value} onChange={(event) => onChoose(event.target.value)}>
      {all.map((one) => (
        <option key={one}>{one}</option>
      ))}
    </select>
  );
}

/** An object has one entry at least; one that takes a single entry gets another in its place. */
function Objects({ edited, name, value, all, oneOf }: { edited: Edited; name: string; value: ObjectValueNode; all: GraphQLInputField[]; oneOf: boolean }) {
  const only = value.fields.length === 1 ? `${name} needs one` : null;
  const add = (field: GraphQLInputField) =>
    oneOf ? replaced(edited.text, value, `{${argumentText(field)}}`) : entryAdded(edited.text, value, argumentText(field));
  return (
    <Entries
      edited={edited}
      owner={name}
      what="entry"
      given={value.fields}
      all={all}
      fixed={(field) => only ?? (isRequiredInputField(field as GraphQLInputField) ? 'It is required' : null)}
      onAdd={(field) => edited.change(add(field as GraphQLInputField))}
      onRemove={(entry) => edited.change(entryRemoved(edited.text, value, entry as ObjectFieldNode))}
    />
  );
}
