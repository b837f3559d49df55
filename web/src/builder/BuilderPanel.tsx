import { type GraphiQLPlugin, useGraphiQL } from '@graphiql/react';
import { type GraphQLField, type GraphQLSchema, getNamedType, isObjectType } from 'graphql';
import { useId, useState } from 'react';
import { useAsk } from '../useAsk';
import { Fields } from './Fields';
import { fieldText } from './placeholder';
import { fieldAdded, operationAdded } from './splice';
import { operationIn, useDocument } from './useDocument';

type Field = GraphQLField<unknown, unknown>;

/** GraphiQL's panel that writes operations by choosing. What it writes runs: required arguments get values that the data has. */
export function builderPlugin(api: URL): GraphiQLPlugin {
  return { title: 'Query builder', icon: BuilderIcon, content: () => <BuilderPanel api={api} /> };
}

function BuilderPanel({ api }: { api: URL }) {
  const schema = useGraphiQL((state) => state.schema);
  const edited = useDocument();
  const ask = useAsk(api);
  const heading = useId();
  const [text, setText] = useState('');

  async function add(field: Field) {
    const written = fieldText(field, await someId(field));
    const now = edited.now();
    const { operation } = operationIn(now, edited.operation?.name?.value);
    edited.change(operation ? fieldAdded(now, operation.selectionSet, written) : operationAdded(now, written));
  }

  /** An id that the root field answers for, so that what is written finds something. */
  async function someId(field: Field): Promise<string | undefined> {
    const all = field.args.some(({ name }) => name === 'key') ? listOf(field, schema!) : null;
    if (!all) return undefined;
    try {
      const data = await ask<Record<string, { nodes: { id: string }[] }>>(`{ ${all}(first: 1) { nodes { id } } }`);
      return data[all]?.nodes[0]?.id;
    } catch {
      return undefined; // an id that there is not runs, too
    }
  }

  const query = schema?.getQueryType();
  return (
    <section className="panel builder" aria-labelledby={heading}>
      <h2 id={heading}>Query builder</h2>
      {edited.problem ? (
        <p role="alert">{edited.problem} When the query can be read again, the builder goes on.</p>
      ) : (
        <>
          <input type="search" value={text} placeholder="Find a root field" aria-label="Find a root field" onChange={(e) => setText(e.target.value)} />
          {query && <Fields edited={edited} type={query} set={edited.operation?.selectionSet ?? null} text={text} onAdd={(field) => void add(field)} />}
        </>
      )}
    </section>
  );
}

/** The root field that lists what another one gives by its key. */
function listOf(field: Field, schema: GraphQLSchema): string | null {
  const type = getNamedType(field.type);
  const lists = (name: string, { type: given }: Field) => {
    const connection = getNamedType(given);
    const nodes = isObjectType(connection) ? connection.getFields().nodes : undefined;
    return name !== field.name && !!nodes && getNamedType(nodes.type) === type;
  };
  const roots = Object.entries(schema.getQueryType()!.getFields());
  return roots.find(([name, root]) => lists(name, root) && !root.args.some(({ name: wanted }) => wanted === 'text'))?.[0] ?? null;
}

function BuilderIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d="m3.5 6 1.5 1.5L8 4.5M3.5 12.5 5 14l3-3M3.5 19 5 20.5l3-3M12 6h9M12 12.5h9M12 19h9" />
    </svg>
  );
}
