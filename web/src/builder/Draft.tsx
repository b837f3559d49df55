import { useEffect, useState } from 'react';

const DAY = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
/** Arguments that take a period, such as 1950/1960. */
const PERIODS = ['during'];

interface Drafted {
  name: string;
  type: string;
  value: string;
  onWrite: (value: string) => void;
}

/** A field to type a value in. It is written when it can be run: half a date stays here. */
export function Draft({ name, type, value, onWrite }: Drafted) {
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  const valid = runs(draft, name, type);
  function write(text: string) {
    setDraft(text);
    if (runs(text, name, type)) onWrite(text);
  }
  return (
    <input
      aria-label={name}
      aria-invalid={!valid}
      title={valid ? undefined : `This is no ${type} yet: the query has ${value}`}
      inputMode={type === 'Int' ? 'numeric' : undefined}
      value={draft}
      onChange={(event) => write(event.target.value)}
    />
  );
}

function runs(text: string, name: string, type: string): boolean {
  if (type === 'Int') return /^\d{1,6}$/.test(text);
  if (type !== 'EDTF') return text.trim() !== '';
  const parts = PERIODS.includes(name) ? text.split('/') : [text];
  return parts.length <= 2 && parts.every((part) => DAY.test(part));
}
