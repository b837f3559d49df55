/** What the graph holds, as the data panel shows it. */
export interface Holdings {
  version: string;
  numbers: { name: string; count: number | null }[];
  datasets: Dataset[];
}

export interface Dataset {
  slug: string;
  title: string;
  summary: string | null;
  licence: string;
  covers: string | null;
  homepage: string | null;
  /** How many records its last load left in the graph, and on which day. */
  records: number | null;
  loaded: string | null;
}

/** Other addresses may be programs. */
const WEB = /^https?:\/\//;

export const QUERY = `query WhatTheDataCovers {
  dataVersion
  entities { totalCount }
  memberships(time: {ever: true}) { totalCount }
  parties(time: {ever: true}) { totalCount }
  participations(time: {ever: true}) { totalCount }
  datasets(sort: [{rank: ASC}], first: 200) {
    nodes { slug title summary licence covers homepage }
  }
  loads(sort: [{finished: DESC}], first: 500) {
    nodes { ofDataset finished added changed unchanged }
  }
}
`;

interface Load {
  ofDataset: string | null;
  finished: string | null;
  added: number | null;
  changed: number | null;
  unchanged: number | null;
}

type Counted = Record<'entities' | 'memberships' | 'parties' | 'participations', { totalCount: number | null }>;

export interface Answered extends Counted {
  dataVersion: string;
  datasets: { nodes: Omit<Dataset, 'records' | 'loaded'>[] };
  loads: { nodes: Load[] };
}

/** The panel's content from the answer to QUERY. */
export function holdingsOf(answered: Answered): Holdings {
  const { dataVersion, datasets, loads } = answered;
  const counted = ['entities', 'memberships', 'parties', 'participations'] as const;
  return {
    version: dataVersion,
    numbers: counted.map((name) => ({ name, count: answered[name].totalCount })),
    datasets: datasets.nodes.map((dataset) => {
      const load = loads.nodes.find(({ ofDataset }) => ofDataset === dataset.slug);
      const records = load ? (load.added ?? 0) + (load.changed ?? 0) + (load.unchanged ?? 0) : null;
      const homepage = dataset.homepage && WEB.test(dataset.homepage) ? dataset.homepage : null;
      return { ...dataset, homepage, records, loaded: load?.finished?.slice(0, 10) ?? null };
    }),
  };
}
