/** Where an id is being written: what of it is there, and by which root field it is asked. */
export interface Place {
  typed: string;
  field: string | null;
}

const VALUES = String.raw`(?:\{\s*(?:eq|ne|in|notIn)\s*:\s*)?(?:\[\s*(?:"[^"]*"\s*,?\s*)*)?`;
const IN_QUERY = new RegExp(String.raw`\b(?:id|slug)\s*:\s*${VALUES}"([^"\n]*)$`);
const IN_VARIABLES = /"(?:id|slug|\w*Id|key)"\s*:\s*"([^"\n]*)$/;
const FIELD = /(\w+)\s*\(\s*key\s*:\s*\{\s*(?:id|slug)\s*:\s*"[^"\n]*$/;

/** The place at the end of a text, when it is within the quotes of an id. */
export function placeIn(before: string, variables: boolean): Place | null {
  const found = (variables ? IN_VARIABLES : IN_QUERY).exec(before);
  return found ? { typed: found[1]!, field: FIELD.exec(before)?.[1] ?? null } : null;
}

export const QUERY = `query Ids($text: String!, $types: [EntityClass!]) {
  search(text: $text, types: $types, first: 12) {
    nodes { __typename slug name }
  }
}
`;

export interface Found {
  search: { nodes: { __typename: string; slug: string; name: string | null }[] };
}
