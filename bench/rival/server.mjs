// The rival: @neo4j/graphql over graphql-yoga, with type definitions for Foedera's graph. Settings come from the environment, as for
// the other contenders; the port is the argument.
//
// What helps it is done: labels that carry the indexes, folded names for ordering, comparison of texts switched on, and statements of
// our own for what its schema cannot ask (ordering by a number of relationships, groups, and Foedera's search).
import { createServer } from "node:http";
import { Neo4jGraphQL } from "@neo4j/graphql";
import { createYoga } from "graphql-yoga";
import neo4j from "neo4j-driver";

const typeDefs = /* GraphQL */ `
  type State @node(labels: ["FoederaEntity", "FoederaActor", "FoederaState"]) {
    id: ID!
    name: String!
    nameFolded: String!
    iso3: String!
    region: String
    memberOf: [Alliance!]! @relationship(type: "FOEDERA_MEMBER_OF", direction: OUT, properties: "Membership")
    partyTo: [Treaty!]! @relationship(type: "FOEDERA_PARTY_TO", direction: OUT, properties: "Adherence")
  }
  type Alliance @node(labels: ["FoederaEntity", "FoederaAlliance"]) {
    id: ID!
    name: String!
    nameFolded: String!
    founded: String
    headquarters: String
    region: String
    foundedEarliest: String
    headquartersFolded: String
    members: [State!]! @relationship(type: "FOEDERA_MEMBER_OF", direction: IN, properties: "Membership")
    claimed: [State!]! @relationship(type: "FOEDERA_MEMBER_OF_CLAIM", direction: IN, properties: "Membership")
    memberCount: Int! @cypher(statement: "RETURN COUNT { (this)<-[:FOEDERA_MEMBER_OF]-() } AS number", columnName: "number")
  }
  type Treaty @node(labels: ["FoederaEntity", "FoederaTreaty"]) {
    id: ID!
    name: String!
    nameFolded: String!
    signed: String
    signedEarliest: String
    signedLatest: String
    signedAt: String
    parties: [State!]! @relationship(type: "FOEDERA_PARTY_TO", direction: IN, properties: "Adherence")
  }
  type Membership @relationshipProperties {
    id: ID!
    tiebreak: BigInt!
    dataset: String!
    source: String!
    preferred: Boolean
    start: String
    end: String
    startEarliest: String
    endLatest: String
    role: String
  }
  type Adherence @relationshipProperties {
    id: ID!
    tiebreak: BigInt!
    dataset: String!
    source: String!
    preferred: Boolean
    start: String
    end: String
    startEarliest: String
    endLatest: String
    role: String
    signed: String
    signedEarliest: String
    signedLatest: String
  }
  type Region {
    region: String
    number: Int!
  }
  type Hit {
    score: Float!
    id: ID!
    name: String!
    founded: String
  }
  type Query {
    regions(since: String!): [Region!]! @cypher(
      statement: """
      MATCH (a:FoederaAlliance) WHERE a.foundedEarliest >= $since
      WITH a.region AS region, count(*) AS number ORDER BY number DESC, region LIMIT 10
      RETURN {region: region, number: number} AS row
      """
      columnName: "row"
    )
    found(lucene: String!, least: Float!): [Hit!]! @cypher(
      statement: """
      CALL db.index.fulltext.queryNodes('foederaSearch', $lucene) YIELD node AS n, score
      WHERE score >= $least AND n.class = 'Alliance'
      WITH n, round(score * n.searchWeight) AS points ORDER BY points DESC, n.id LIMIT 10
      RETURN {score: points, id: n.id, name: n.name, founded: n.founded} AS row
      """
      columnName: "row"
    )
  }
`;

const { FOEDERA_STORE, FOEDERA_STORE_USER, FOEDERA_STORE_PASSWORD, FOEDERA_STORE_DATABASE } = process.env;
const driver = neo4j.driver(FOEDERA_STORE, neo4j.auth.basic(FOEDERA_STORE_USER, FOEDERA_STORE_PASSWORD), {
  telemetryDisabled: true,
});

// Whoever asked has gone after this long (bench/client.py); without it the statement would go on under the next measurement.
const timeout = 20_000;
const open = driver.session.bind(driver);
driver.session = (config) => {
  const session = open(config);
  const read = session.executeRead.bind(session);
  session.executeRead = (work, options) => read(work, { ...options, timeout });
  return session;
};

const texts = { LT: true, LTE: true, GT: true, GTE: true };
const schema = await new Neo4jGraphQL({ typeDefs, driver, features: { filters: { String: texts } } }).getSchema();
const sessionConfig = { database: FOEDERA_STORE_DATABASE, defaultAccessMode: neo4j.session.READ };
const yoga = createYoga({
  schema,
  context: () => ({ sessionConfig }),
  logging: false,
  graphiql: false,
  landingPage: false,
  cors: false,
  maskedErrors: false,
});
createServer(yoga).listen(Number(process.argv[2]), "127.0.0.1");
