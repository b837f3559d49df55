/** The operation that an answer belongs to: the editor may say something else by now. */
export interface Asked {
  query: string;
  variables?: Record<string, unknown>;
  operationName?: string | null;
}

const REMEMBERED = 40;
let last: Asked | null = null;
const byAnswer = new Map<string, Asked>();

/** Called for everything that is sent. */
export function remember(asked: Asked): void {
  last = asked;
}

/** What the answer with this text was asked with: what was sent last, when the text is new. */
export function askedWith(answer: string): Asked | null {
  const known = byAnswer.get(answer);
  if (known || !last) return known ?? null;
  byAnswer.set(answer, last);
  if (byAnswer.size > REMEMBERED) byAnswer.delete(byAnswer.keys().next().value!);
  return last;
}
