// Relay's compiler and runtime with their defaults, for the programs beside this file.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { server } from './cases.mjs';

const require = createRequire(import.meta.url);
const { Environment, Network, RecordSource, Store, createOperationDescriptor, fetchQuery, getSingularSelector } = require('relay-runtime');
const sdl = await (await fetch(server.replace(/graphql$/, 'schema.graphql'))).text();

/** Compiles the documents; gives the compiled ones by name. The name of a module stands before those of its documents. */
export function compiled(module, documents) {
  const folder = mkdtempSync(join(tmpdir(), 'relay-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'src', 'made'), { recursive: true });
  writeFileSync(join(folder, 'schema.graphql'), sdl);
  writeFileSync(join(folder, 'package.json'), '{"type": "commonjs"}');
  writeFileSync(join(folder, 'src', `${module}.js`), documents.map((d) => `graphql\`${d}\`;`).join('\n'));
  writeFileSync(join(folder, 'relay.config.json'), JSON.stringify({ src: './src', schema: './schema.graphql', language: 'javascript', artifactDirectory: './src/made', eagerEsModules: false }));
  try {
    execFileSync(process.execPath, [require.resolve('relay-compiler/cli.js'), 'relay.config.json'], { cwd: folder, stdio: 'pipe' });
  } catch (error) { throw new Error(`does not compile: ${String(error.stdout).replace(/\x1b\[\d+m/g, '').match(/Error: .*/)?.[0] ?? error.message}`); }
  return (name) => require(join(folder, 'src', 'made', `${name}.graphql.js`));
}

/** An environment, with what was kept of one before. */
export const connect = (records) => {
  const network = Network.create(async ({ text }, variables) => (await fetch(server, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: text, variables }) })).json());
  const environment = new Environment({ network, store: new Store(new RecordSource(records)) });
  const open = (document, variables) => { const operation = createOperationDescriptor(document, variables); environment.retain(operation); return operation; };
  const fetched = async (document, variables) => { const operation = open(document, variables); await fetchQuery(environment, document, variables, { fetchPolicy: 'network-only' }).toPromise(); return operation; };
  const seen = (selector) => { const { data, isMissingData } = environment.lookup(selector); return isMissingData ? undefined : data; };
  const kept = () => environment.getStore().getSource().toJSON();
  return { open, fetched, seen, kept, fragment: (document, owner) => environment.lookup(getSingularSelector(document, owner)).data };
};
