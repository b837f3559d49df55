import { follow } from './asking';
import { editorIn } from './editor';
import { menu } from './examples';
import { Words } from './words';

/** Makes more of the page at /sparql, whose form works without this. */
function enhance(form: HTMLFormElement): void {
  const written = form.elements.namedItem('query') as HTMLTextAreaElement;
  const words = new Words(prefixes(), new URL(form.dataset.context!, location.href), new URL(form.dataset.api!, location.href));
  const editor = editorIn(written, words, () => form.requestSubmit());
  const found = follow(form, editor);
  menu(form, editor, found);
}

function prefixes(): string[] {
  return [...document.querySelectorAll('dl.prefixes dt')].map((name) => name.textContent!.trim().replace(/:$/, ''));
}

enhance(document.querySelector<HTMLFormElement>('form.query')!);
