import type { Show } from './asking';
import type { Editor } from './editor';

/** A menu of the examples that the page lists: choosing one writes it and runs it. */
export function menu(form: HTMLFormElement, editor: Editor, show: Show): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('ol.examples a')];
  const bar = document.createElement('p');
  const label = document.createElement('label');
  const select = document.createElement('select');
  select.id = 'example';
  label.htmlFor = select.id;
  label.textContent = 'Example';
  select.append(new Option('Choose one …', ''), ...links.map((link) => new Option(link.textContent!, link.href)));
  bar.append(label, ' ', select);
  form.prepend(bar);
  const take = (address: string) => {
    const url = new URL(address, location.href);
    editor.write(url.searchParams.get('query') ?? '');
    void show(url);
  };
  select.addEventListener('change', () => select.value && take(select.value));
}
