// What parts of a schema weigh in clients: `node sizes.mjs FILE...` prints, for each file of a schema, how many bytes an app takes along.
//
// apollo    possibleTypes of the cache
// urql      the schema of graphcache, minified
// tada      the types of gql.tada, which the compiler of TypeScript reads
import { readFileSync } from "node:fs";
import { minifyIntrospection, outputIntrospectionFile } from "@gql.tada/internal";
import { minifyIntrospectionQuery } from "@urql/introspection";
import { buildSchema, introspectionFromSchema, isAbstractType } from "graphql";

function possibleTypes(schema) {
  const abstract = Object.values(schema.getTypeMap()).filter(isAbstractType);
  return Object.fromEntries(abstract.map((type) => [type.name, schema.getPossibleTypes(type).map((one) => one.name)]));
}

for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, "utf8");
  const schema = buildSchema(text);
  const introspection = introspectionFromSchema(schema);
  const tada = outputIntrospectionFile(minifyIntrospection(introspection), { fileType: ".d.ts", shouldPreprocess: true });
  const found = {
    schema: text,
    apollo: JSON.stringify(possibleTypes(schema)),
    urql: JSON.stringify(minifyIntrospectionQuery(introspection)),
    tada,
  };
  console.log(JSON.stringify(Object.fromEntries(Object.entries(found).map(([name, made]) => [name, Buffer.byteLength(made)]))));
}
