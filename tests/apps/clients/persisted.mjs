// node persisted.mjs ADDRESS FOLDER [--unnamed]: one session of an app with each client, whose cache lies in a folder between sessions.
// The file of a cache is named by the version of the data and by what "today" means, or, to show why, by neither.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApolloClient, HttpLink, InMemoryCache, gql } from '@apollo/client/core';
import { Client, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { getIntrospectedSchema, minifyIntrospectionQuery } from '@urql/introspection';
import { introspection, plain, server, withIds } from './cases.mjs';
import { compiled, connect } from './relaying.mjs';

const [, , , folder, unnamed] = process.argv;
const TEXT = 'query persistedQuery { alliance(key: {id: "league"}) { name members(first: 10) { totalCount edges { start node { name } } } } }';
const withId = withIds(TEXT);
const schema = minifyIntrospectionQuery(getIntrospectedSchema(introspection));
const headers = { 'content-type': 'application/json' };
const post = async (query) => (await fetch(server, { method: 'POST', headers, body: JSON.stringify({ query }) })).json();

/** Each takes what was kept (or undefined), and gives how to read from its cache alone, how to ask the server, and what is to be kept. */
const CLIENTS = {
  apollo(kept) {
    const cache = new InMemoryCache();
    if (kept) cache.restore(kept);
    const client = new ApolloClient({ link: new HttpLink({ uri: server }), cache });
    const query = gql(withId);
    return {
      read: () => client.readQuery({ query }) ?? undefined,
      ask: async () => (await client.query({ query, fetchPolicy: 'network-only' })).data,
      keep: () => cache.extract(),
    };
  },
  async urql(kept) {
    const entries = { ...kept };
    const storage = { readData: async () => ({ ...entries }), writeData: async (delta) => { Object.assign(entries, delta); } };
    const client = new Client({ url: server, preferGetMethod: false, exchanges: [cacheExchange({ schema, storage }), fetchExchange] });
    await new Promise((done) => { setTimeout(done, 0); }); // what was kept is read in a turn of its own
    const got = async (requestPolicy) => (await client.query(withId, {}, { requestPolicy }).toPromise()).data ?? undefined;
    const written = () => new Promise((done) => { setTimeout(() => done(entries), 100); });
    return { read: () => got('cache-only'), ask: () => got('network-only'), keep: written };
  },
  relay(kept) {
    const relay = connect(kept);
    const document = page('persistedQuery');
    const held = relay.open(document, {});
    return {
      read: () => relay.seen(held.fragment),
      ask: async () => { await relay.fetched(document, {}); return relay.seen(held.fragment); },
      keep: () => relay.kept(),
    };
  },
};

console.warn = () => {};
const page = compiled('persisted', [TEXT]);
const { extensions: { dataVersion, day } } = await post(withId);
for (const [name, open] of Object.entries(CLIENTS)) {
  const file = join(folder, unnamed ? `${name}.json` : `${name}-${dataVersion}-${day}.json`);
  const restored = existsSync(file);
  const client = await open(restored ? JSON.parse(readFileSync(file)) : undefined);
  const members = (found) => found && plain(found).alliance.members.totalCount;
  const held = members(await client.read()) ?? null;
  const told = members(await client.ask());
  writeFileSync(file, JSON.stringify(await client.keep()));
  console.log(JSON.stringify({ name, restored, held, told, day }));
}
process.exit(0);
