// Audits the server at the address given against GraphQL over HTTP, and prints the outcome as JSON.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [url, packages] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${packages}/`));
const { auditServer } = require('graphql-http');
const results = await auditServer({ url });
console.log(JSON.stringify(results.map(({ id, name, status, reason }) => ({ id, name, status, reason }))));
