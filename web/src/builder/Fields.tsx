import {
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type SelectionSetNode,
  Kind,
  getNamedType,
  isInterfaceType,
  isObjectType,
  visit,
} from 'graphql';
import { Arguments } from './Inputs';
import { fieldText, selectionText } from './placeholder';
import { fieldAdded, fieldRemoved, selectionAdded } from './splice';
import type { Edited } from './useDocument';

type Field = GraphQLField<unknown, unknown>;

interface Tree {
  edited: Edited;
  type: GraphQLNamedType;
  /** What is selected of the type so far. */
  set: SelectionSetNode | null;
  /** In a long list: only fields with this in their names, below those that are selected. */
  text?: string;
  onAdd: (field: Field) => void;
}

/** The fields of a type, each to be selected or left out. */
export function Fields({ edited, type, set, text, onAdd }: Tree) {
  const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
  const nodes = (set?.selections ?? []).filter((selection) => selection.kind === Kind.FIELD);
  const rows = fields.map((field) => ({ field, node: nodes.find((node) => node.name.value === field.name) }));
  const wanted = (text ?? '').trim().toLowerCase();
  const shown = rows.filter(({ field, node }) => node || field.name.toLowerCase().includes(wanted));
  if (text !== undefined) shown.sort((one, other) => Number(!one.node) - Number(!other.node));
  return (
    <ul className="fields">
      {shown.map(({ field, node }) => (
        <FieldRow key={field.name} edited={edited} field={field} node={node} set={set} onAdd={onAdd} />
      ))}
      {!shown.length && <li>No field has this in its name.</li>}
    </ul>
  );
}

interface Row {
  edited: Edited;
  field: Field;
  node: FieldNode | undefined;
  set: SelectionSetNode | null;
  onAdd: (field: Field) => void;
}

function FieldRow({ edited, field, node, set, onAdd }: Row) {
  const why = node && obstacleTo(node);
  const toggle = () => (node ? edited.change(fieldRemoved(edited.text, set!, node)) : onAdd(field));
  return (
    <li>
      <label title={why ?? field.description ?? undefined}>
        <input type="checkbox" checked={!!node} disabled={!!why} onChange={toggle} /> {field.name}
        {why && <span className="why"> ({why})</span>}
      </label>
      {node && field.args.length > 0 && <Arguments edited={edited} node={node} all={field.args} />}
      {node && <Below edited={edited} field={field} node={node} />}
    </li>
  );
}

function Below({ edited, field, node }: { edited: Edited; field: Field; node: FieldNode }) {
  const type = getNamedType(field.type);
  const selection = selectionText(type).trim();
  if (!selection) return null;
  if (!node.selectionSet) {
    return (
      <button type="button" onClick={() => edited.change(selectionAdded(edited.text, node, selection))}>
        Select something of {field.name}
      </button>
    );
  }
  return <Subfields edited={edited} type={type} set={node.selectionSet} />;
}

function Subfields({ edited, type, set }: { edited: Edited; type: GraphQLNamedType; set: SelectionSetNode }) {
  return <Fields edited={edited} type={type} set={set} onAdd={(field) => edited.change(fieldAdded(edited.text, set, fieldText(field)))} />;
}

/** A fragment that nothing uses any more would be refused. */
function obstacleTo(node: FieldNode): string | null {
  let found: string | null = null;
  visit(node, { FragmentSpread: ({ name }) => void (found = `it uses the fragment ${name.value}: take it out in the query`) });
  return found;
}
