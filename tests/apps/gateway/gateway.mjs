// A gateway joins Foedera with schemas of others, which hold remarks on alliances by their slugs and ratings of them by their ids.
import { composeServices } from '@apollo/composition';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { parse } from 'graphql';

const url = process.argv[2];
const post = async (body) => (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).json();
const sdl = (await post({ query: '{ _service { sdl } }' })).data._service.sdl;
const remarks = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
  type Query { remarks: [Remark!]! }
  type Remark { text: String!, about: Alliance }
  type Alliance @key(fields: "slug", resolvable: false) { slug: String! }
`);
const ratings = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
  type Query { ratings: [Rating!]! }
  type Rating { of: String!, about: Alliance }
  type Alliance @key(fields: "id") { id: ID!, rating: String! }
`);
const { supergraphSdl, errors } = composeServices([
  { name: 'foedera', url, typeDefs: parse(sdl) },
  { name: 'remarks', url: 'http://remarks.invalid', typeDefs: remarks },
  { name: 'ratings', url: 'http://ratings.invalid', typeDefs: ratings },
]);
if (errors?.length) throw new Error(errors.map((error) => error.message).join('\n'));

const said = ['nato', 'no-such-alliance'].map((slug) => ({ text: `On ${slug}`, about: { __typename: 'Alliance', slug } }));
const rated = ['nato', 'nato@1982-06-01', 'no-such-alliance'].map((id) => ({ of: id, about: { __typename: 'Alliance', id } }));
const others = {
  remarks: () => ({ remarks: said }),
  ratings: ({ query, variables }) => (query.includes('_entities')
    ? { _entities: variables.representations.map(({ id }) => ({ rating: `rated as ${id}` })) }
    : { ratings: rated }),
};
const gateway = new ApolloGateway({
  supergraphSdl,
  buildService: ({ name, url }) => (name === 'foedera' ? new RemoteGraphQLDataSource({ url }) : { process: async ({ request }) => ({ data: others[name](request) }) }),
});
const { executor } = await gateway.load();
const query = `{
  remarks { text about { slug name members(time: {at: "1982-06-01"}) { totalCount } } }
  ratings { of about { id slug members { totalCount } } }
  alliance(key: {id: "nato"}) { founded rating }
  then: alliance(key: {id: "nato"}, time: {at: "1982-06-01"}) { rating }
}`;
const { data, errors: failed } = await executor({
  request: { query }, document: parse(query), queryHash: 'one', operationName: null, operation: parse(query).definitions[0],
  logger: console, cache: undefined, context: {}, schema: undefined, metrics: {},
});
console.log(JSON.stringify({ data, errors: failed?.map((error) => error.message) ?? [] }));
await gateway.stop();
