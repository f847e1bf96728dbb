type Child = Node | string | undefined;

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * An element. Children that are texts become text and never markup, so that names and paths of the user's stay
 * what they are. An attribute that is false or undefined is left out.
 */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** An icon of the editor's own font; it says nothing to a screen reader. */
export function icon(name: string, className = ''): HTMLElement {
  return h('span', { class: `codicon codicon-${name} ${className}`.trim(), 'aria-hidden': 'true' });
}

/** A sentence in which `backticks` mark code, and the words that were searched for are marked. */
export function prose(text: string, words: readonly string[] = []): DocumentFragment {
  const fragment = document.createDocumentFragment();
  for (const [at, part] of text.split('`').entries()) {
    if (part === '') continue;
    fragment.append(at % 2 === 1 ? h('code', {}, marked(part, words)) : marked(part, words));
  }
  return fragment;
}

function marked(text: string, words: readonly string[]): DocumentFragment {
  const fragment = document.createDocumentFragment();
  if (words.length === 0) {
    fragment.append(breakable(text));
    return fragment;
  }
  const pattern = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  for (const [at, part] of text.split(new RegExp(`(${pattern})`, 'i')).entries()) {
    if (part !== '') fragment.append(at % 2 === 1 ? h('mark', {}, part) : breakable(part));
  }
  return fragment;
}

/** Words of more letters than this would not fit into a narrow view. */
const LONG_WORD = 15;

/** A long name may be broken before a capital, and behind an underscore, a dot or a bracket. */
export function breakable(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  for (const word of text.split(/(?<=\s)/)) {
    const parts = word.length > LONG_WORD ? word.split(/(?<=[a-z])(?=[A-Z])|(?<=[_.(/])(?=\S)/) : [word];
    for (const [at, part] of parts.entries()) {
      if (at > 0) fragment.append(h('wbr'));
      fragment.append(part);
    }
  }
  fragment.normalize();
  return fragment;
}

/** A button with an icon before its words. */
export function button(
  label: string,
  onClick: () => void,
  { iconName, className = '', ...attributes }: { iconName?: string; className?: string } & Attributes = {},
): HTMLButtonElement {
  const element = h(
    'button',
    { type: 'button', class: className || undefined, ...attributes },
    iconName === undefined ? undefined : icon(iconName),
    h('span', {}, label),
  );
  element.addEventListener('click', onClick);
  return element;
}
