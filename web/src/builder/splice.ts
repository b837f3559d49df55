/**
 * Changes to the text of an operation, at the places that its parser found: comments and line breaks stay as they are. Every function
 * takes a text, nodes of that text, and gives the new text.
 */
import {
  type ArgumentNode,
  type FieldNode,
  type ObjectFieldNode,
  type ObjectValueNode,
  type SelectionNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
  Kind,
  parse,
  visit,
} from 'graphql';

interface Placed {
  loc?: { start: number; end: number };
}

const INDENT = '  ';

/** Puts a text where a node was. */
export function replaced(text: string, node: Placed, by: string): string {
  return spliced(text, start(node), end(node), by);
}

/** Selects one more field, in a line of its own where the last one has one. */
export function fieldAdded(text: string, set: SelectionSetNode, field: string): string {
  const last = set.selections.at(-1)!;
  const indent = indentOf(text, start(last));
  const added = indent === null ? ` ${field.replace(/\s*\n\s*/g, ' ')}` : `\n${indent}${field.replaceAll('\n', `\n${indent}`)}`;
  return spliced(text, end(last), end(last), added);
}

/** Selects something of a field that has no selection yet. */
export function selectionAdded(text: string, field: FieldNode, selection: string): string {
  const indent = indentOf(text, start(field)) ?? '';
  return spliced(text, end(field), end(field), ` ${selection.replaceAll('\n', `\n${indent}`)}`);
}

/** Takes a field away. A selection cannot be empty: where it was the only one, the name of the type stands. */
export function fieldRemoved(text: string, set: SelectionSetNode, field: SelectionNode): string {
  if (set.selections.length === 1) return replaced(text, field, '__typename');
  const before = text.slice(0, start(field)).trimEnd();
  // The end of a comment is not the place to go on.
  const from = before.split('\n').at(-1)!.includes('#') ? start(field) : before.length;
  return tidied(spliced(text, from, end(field), ''));
}

/** Gives a field one more argument. */
export function argumentAdded(text: string, field: FieldNode, argument: string): string {
  const last = field.arguments?.at(-1);
  return last ? spliced(text, end(last), end(last), `, ${argument}`) : spliced(text, end(field.name), end(field.name), `(${argument})`);
}

/** Takes an argument away, with the parentheses when it was the only one. */
export function argumentRemoved(text: string, field: FieldNode, argument: ArgumentNode): string {
  const all = field.arguments ?? [];
  if (all.length > 1) return tidied(oneRemoved(text, all, argument));
  return tidied(spliced(text, end(field.name), text.indexOf(')', end(argument)) + 1, ''));
}

/** Writes one more entry into an object. */
export function entryAdded(text: string, value: ObjectValueNode, entry: string): string {
  const last = value.fields.at(-1);
  return last ? spliced(text, end(last), end(last), `, ${entry}`) : replaced(text, value, `{${entry}}`);
}

/** Takes an entry out of an object. */
export function entryRemoved(text: string, value: ObjectValueNode, entry: ObjectFieldNode): string {
  return tidied(value.fields.length > 1 ? oneRemoved(text, value.fields, entry) : replaced(text, value, '{}'));
}

/** A text with one more operation, for one that has none. */
export function operationAdded(text: string, field: string): string {
  const before = text.trim() ? `${text.trimEnd()}\n\n` : '';
  return `${before}{\n${INDENT}${field.replaceAll('\n', `\n${INDENT}`)}\n}\n`;
}

function oneRemoved(text: string, all: readonly Placed[], one: Placed): string {
  const place = all.indexOf(one);
  const next = all[place + 1];
  return next ? spliced(text, start(one), start(next), '') : spliced(text, end(all[place - 1]!), end(one), '');
}

/** Variables that nothing uses any more are refused by servers. */
function tidied(text: string): string {
  const document = parse(text);
  const used = new Set<string>();
  visit(document, { VariableDefinition: () => false, Variable: ({ name }) => void used.add(name.value) });
  for (const operation of document.definitions) {
    if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
    const all: readonly VariableDefinitionNode[] = operation.variableDefinitions ?? [];
    const idle = all.find(({ variable }) => !used.has(variable.name.value));
    if (!idle) continue;
    if (all.length > 1) return tidied(oneRemoved(text, all, idle));
    const open = text.lastIndexOf('(', start(idle));
    return tidied(spliced(text, open, text.indexOf(')', end(idle)) + 1, ''));
  }
  return text;
}

/** The blanks before a place, when nothing else stands before it in its line. */
function indentOf(text: string, place: number): string | null {
  const before = text.slice(text.lastIndexOf('\n', place - 1) + 1, place);
  return /^\s*$/.test(before) ? before : null;
}

function spliced(text: string, from: number, to: number, by: string): string {
  return text.slice(0, from) + by + text.slice(to);
}

function start(node: Placed): number {
  return node.loc!.start;
}

function end(node: Placed): number {
  return node.loc!.end;
}
