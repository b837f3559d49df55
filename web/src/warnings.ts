/** One warning of an answer, as docs/warnings.md has it. */
export interface AnswerWarning {
  code: string;
  message: string;
  path?: (string | number)[];
  hint?: string;
}

/** The warnings in the text of an answer; none while there is no answer, or it is no JSON. */
export function warningsIn(answer: string | null): AnswerWarning[] {
  // Most answers have none, and large ones are not read twice for that.
  if (!answer?.includes('"warnings"')) return [];
  try {
    const { extensions } = JSON.parse(answer) as { extensions?: { warnings?: AnswerWarning[] } };
    return extensions?.warnings ?? [];
  } catch {
    return [];
  }
}

/** Where in the answer a warning belongs, as one reads it: `alliance.members`. */
export function placeOf({ path }: AnswerWarning): string {
  return (path ?? []).join('.');
}
