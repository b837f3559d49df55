// What the language server offers at places in files: complete.mjs PACKAGES SCHEMA < [text with | at the cursor, …] > [[label, …], …]
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [packages, schema] = process.argv.slice(2);
const server = spawn(process.execPath, [`${packages}/yaml-language-server/bin/yaml-language-server`, "--stdio"]);
const waiting = new Map();
let buffer = Buffer.alloc(0);
let last = 0;

function send(message) {
  const text = JSON.stringify({ jsonrpc: "2.0", ...message });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
}

function ask(method, params) {
  last += 1;
  const id = last;
  return new Promise((answered) => {
    waiting.set(id, answered);
    send({ id, method, params });
  });
}

function take(message) {
  if (message.method && message.id !== undefined) {
    const settings = { completion: true, hover: true, validate: true, schemas: {} };
    const result = message.method === "workspace/configuration" ? message.params.items.map((i) => (i.section === "yaml" ? settings : null)) : null;
    send({ id: message.id, result });
  } else if (waiting.has(message.id)) {
    waiting.get(message.id)(message.result);
    waiting.delete(message.id);
  }
}

server.stdout.on("data", (data) => {
  buffer = Buffer.concat([buffer, data]);
  for (;;) {
    const end = buffer.indexOf("\r\n\r\n");
    if (end < 0) return;
    const stop = end + 4 + Number(/Content-Length: (\d+)/i.exec(buffer.subarray(0, end))[1]);
    if (buffer.length < stop) return;
    const message = JSON.parse(buffer.subarray(end + 4, stop));
    buffer = buffer.subarray(stop);
    take(message);
  }
});

const completion = { completionItem: { snippetSupport: true } };
await ask("initialize", { processId: process.pid, rootUri: null, capabilities: { textDocument: { completion } } });
send({ method: "initialized", params: {} });
const found = [];
for (const text of JSON.parse(readFileSync(0, "utf-8"))) {
  const whole = `# yaml-language-server: $schema=${pathToFileURL(schema).href}\n${text}`;
  const [before, behind] = whole.split("|");
  const uri = `file:///files/${found.length}.yaml`;
  const lines = before.split("\n");
  const position = { line: lines.length - 1, character: lines.at(-1).length };
  send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "yaml", version: 1, text: before + behind } } });
  const offered = await ask("textDocument/completion", { textDocument: { uri }, position });
  found.push((offered.items ?? offered).map((item) => item.label));
}
process.stdout.write(JSON.stringify(found));
server.kill();
