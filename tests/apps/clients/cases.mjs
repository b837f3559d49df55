// Operations of one page after another, and what every cache has to keep to: what it gives is what the server says, or it asks again.
import { TypeInfo, buildClientSchema, getIntrospectionQuery, getNamedType, parse, print, visit, visitWithTypeInfo } from 'graphql';

export const server = process.argv[2] ?? 'http://127.0.0.1:8000/graphql';

/** name: [text without ids, sets of variables]. Ids are added wherever a type has one, as Relay's compiler and many projects do. */
export const OPERATIONS = {
  Day: ['query Day($day: EDTF!) { alliance(key: {id: "nato"}, time: {at: $day}) { name members(first: 100) { totalCount edges { start certain node { name ... on State { iso3 } } } } } }',
    [{ day: '1982-06-01' }, { day: '2024-06-01' }, { day: '1966' }]],
  Period: ['query Period($period: EDTF!) { alliance(key: {id: "nato"}, time: {during: $period}) { members(first: 100) { totalCount edges { start certain node { name } } } } }',
    [{ period: '1966' }, { period: '1950/1960' }]],
  Today: ['query Today { alliance(key: {id: "nato"}) { name members(first: 100) { totalCount edges { start node { name } } } } }', [{}]],
  Ever: ['query Ever { alliance(key: {id: "nato"}, time: {ever: true}) { members(first: 100) { totalCount edges { start end node { name } } } } }', [{}]],
  Sources: ['query Sources($sources: SourcesInput) { forum(key: {id: "trilateral-strategic-dialogue"}, time: {ever: true}, sources: $sources) { members(first: 100) { totalCount edges { dataset preferred node { name memberOf(first: 3) { totalCount } } } } } }',
    [{}, { sources: { claims: 'ALL' } }, { sources: { datasets: ['core'] } }, { sources: { datasets: ['founding-guide', 'core'] } }, { sources: { datasets: ['core', 'founding-guide'], claims: 'PREFERRED' } }]],
  Certain: ['query Certain($certainty: Certainty!) { organization(key: {id: "european-union"}, time: {at: "1995"}, sources: {certainty: $certainty}) { members(first: 100) { totalCount edges { certain node { name } } } } }',
    [{ certainty: 'CERTAIN' }, { certainty: 'POSSIBLE' }]],
  // A list with a time of its own: what is below it is seen at another time than what is beside it.
  Nested: ['query Nested($above: EDTF!, $below: EDTF!) { alliance(key: {id: "nato"}, time: {at: $above}) { members(first: 5) { nodes { memberOf(first: 100) { totalCount } } } then: members(first: 5, time: {at: $below}) { nodes { name memberOf(first: 100) { totalCount nodes { members(first: 100) { totalCount } } } } } } }',
    [{ above: '1982-06-01', below: '2024-06-01' }, { above: '2024-06-01', below: '1982-06-01' }]],
  Any: ['query Any($key: ID!, $day: EDTF!) { entity(key: {id: $key}, time: {at: $day}) { name ... on Organization { members(first: 100) { totalCount } } ... on Actor { memberOf(first: 7) { totalCount edges { start node { name } } } } } }',
    [{ key: 'nato', day: '1982-06-01' }, { key: 'nato', day: '2024-06-01' }, { key: 'poland', day: '1982-06-01' }, { key: 'poland', day: '2024-06-01' }]],
  OtherEnd: ['query OtherEnd($iso3: String!) { state(key: {iso3: $iso3}) { memberOf(first: 100) { totalCount edges { start node { name } } } } }', [{ iso3: 'POL' }, { iso3: 'USA' }]],
  Numbers: ['query Numbers($day: EDTF!) { alliances(first: 5, time: {at: $day}) { totalCount aggregate { groups(by: [class]) { keys count } } nodes { members(first: 100) { totalCount aggregate { ranges(byEdge: [start]) { min max } } } } } }',
    [{ day: '1982-06-01' }, { day: '2024-06-01' }]],
  Claims: ['query Claims($time: TimeInput, $sources: SourcesInput) { organization(key: {id: "african-union"}, time: $time, sources: $sources) { claims(first: 50, property: FOUNDED) { nodes { value dataset about(first: 1) { nodes { name ... on Organization { members(first: 100) { totalCount } } } } } } conflicts(first: 9) { nodes { topic sides(first: 9) { nodes { value } } } } } }',
    [{}, { time: { at: '1982-06-01' } }, { sources: { datasets: ['wikipedia'] } }]],
  Search: ['query Search($text: String!, $time: TimeInput) { search(text: $text, first: 5, time: $time) { edges { score node { name } } } }', [{ text: 'north atlantic' }, { text: 'atlantic treaty' }, { text: 'atlantic treaty', time: { at: '1982-06-01' } }]],
};

export async function ask(text, variables = {}) {
  const response = await fetch(server, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: text, variables }) });
  const { data, errors } = await response.json();
  if (errors) throw new Error(errors[0].message);
  return data;
}

export const introspection = await ask(getIntrospectionQuery());
const schema = buildClientSchema(introspection);

/** The operation with an id wherever there is one. */
export function withIds(text) {
  const info = new TypeInfo(schema);
  const id = { kind: 'Field', name: { kind: 'Name', value: 'id' } };
  const has = (type) => type && 'getFields' in type && type.getFields().id;
  return print(visit(parse(text), visitWithTypeInfo(info, {
    SelectionSet: (set) => (has(getNamedType(info.getType())) ? { ...set, selections: [id, ...set.selections.filter((s) => s.name?.value !== 'id')] } : undefined),
  })));
}

const ignored = (key, value) => value === undefined || key.startsWith('__');
export const plain = (x) => (Array.isArray(x) ? x.map(plain)
  : x && typeof x === 'object' ? Object.fromEntries(Object.entries(x).filter(([k, v]) => !ignored(k, v)).sort().map(([k, v]) => [k, plain(v)])) : x);
const same = (a, b) => JSON.stringify(plain(a)) === JSON.stringify(plain(b));

function place(a, b, path = '') {
  if (!a || !b || typeof a !== 'object' || typeof b !== 'object') return a === b ? '' : `${path} is ${JSON.stringify(a)}, the server says ${JSON.stringify(b)}`;
  for (const key of Object.keys({ ...a, ...b })) { const found = place(a[key], b[key], `${path}.${key}`); if (found) return found; }
  return '';
}

function mixed(list, seed) {
  let state = seed;
  const random = () => (state = (state * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
  return list.map((x) => [random(), x]).sort(([a], [b]) => a - b).map(([, x]) => x);
}

/** Asks everything in some orders, and after each answer reads everything asked so far from the cache. Gives the number of wrong values. */
export async function compare(name, cases, connect, seeds = [1, 2, 3]) {
  const truth = new Map();
  for (const c of cases) truth.set(c, await ask(c.text, c.variables));
  const day = (d) => truth.get(cases.find((c) => c.variables.day === d)).alliance.members.totalCount;
  if (day('1982-06-01') !== 16 || day('2024-06-01') !== 32) throw new Error('the server does not hold the core data');
  const count = { right: 0, again: 0, wrong: 0 };
  for (const seed of seeds) {
    const client = connect();
    const asked = [];
    for (const c of mixed(cases, seed)) {
      asked.push(c);
      const look = (which, value) => {
        if (value === undefined || value === null) { count.again += 1; return; }
        if (same(value, truth.get(which))) { count.right += 1; return; }
        count.wrong += 1;
        if (count.wrong <= 3) console.log(`  ${which.name} ${JSON.stringify(which.variables)} after ${c.name}: ${place(plain(value), plain(truth.get(which)))}`);
      };
      look(c, await client.ask(c));
      for (const before of asked) look(before, await client.read(before));
    }
    client.end?.();
  }
  console.log(`${name}: ${count.right} right, ${count.again} asked again, ${count.wrong} WRONG`);
  return count.wrong;
}

export const cases = () => Object.entries(OPERATIONS).flatMap(([name, [text, sets]]) => sets.map((variables) => ({ name, text: withIds(text), variables })));

export const expect = (what, found, wanted) => {
  const right = JSON.stringify(found) === JSON.stringify(wanted);
  console.log(right ? `  ok: ${what}` : `  WRONG: ${what}: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
  return right ? 0 : 1;
};

/** How many relationships lead to each node that a helper has paged over, and their ids. */
export const statements = (edges) => edges.map((edge) => edge.statements.map((one) => one.statementId)).sort();
/** What Egypt was ever a member of, by all claims, grouped from a plain list that no cache has seen. */
export const everMember = async () => {
  const found = await ask('{ state(key: {id: "egypt"}) { memberOf(first: 1000, time: {ever: true}, sources: {claims: ALL}) { edges { statementId node { slug } } } } }', {});
  const groups = new Map();
  for (const { statementId, node } of found.state.memberOf.edges) groups.set(node.slug, [...(groups.get(node.slug) ?? []), statementId]);
  if ([...groups.values()].every((ids) => ids.length === 1)) throw new Error('no node comes twice');
  return [...groups.values()].sort();
};
export const ends = (wrong) => process.exit(wrong ? 1 : 0);
