import {
  MarkdownString,
  Range,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
} from 'vscode';
import type { ShownFolder, ShownItem, ShownPlace } from '../../server/lsp/protocol.js';
import { byKind, isOpen } from './model.js';

const { Collapsed, Expanded, None } = TreeItemCollapsibleState;

/** A row of the inventory with those below it. */
export class InventoryNode extends TreeItem {
  constructor(
    label: string,
    state: TreeItemCollapsibleState,
    readonly children: readonly InventoryNode[],
    /** Tells rows apart from one refresh to the next, so that what is open stays open. */
    override readonly id: string,
  ) {
    super(label, state);
  }
}

/** The rows of the whole inventory: kinds of credentials, below their folders when there are several. */
export function nodesOf(
  folders: readonly ShownFolder[],
  nameOf: (folder: ShownFolder) => string,
): readonly InventoryNode[] {
  const [only] = folders;
  if (folders.length <= 1) return only ? kindNodes(only) : [];
  return folders.map((folder) => {
    const node = new InventoryNode(nameOf(folder), Expanded, kindNodes(folder), folder.uri);
    node.iconPath = ThemeIcon.Folder;
    return node;
  });
}

function kindNodes({ uri, items }: ShownFolder): readonly InventoryNode[] {
  return [...byKind(items)].map(([kind, own]) => {
    const id = `${uri} ${kind}`;
    const node = new InventoryNode(
      plural(kind),
      Expanded,
      own.map((item, index) => itemNode(item, `${id} ${index}`)),
      id,
    );
    node.description = String(own.length);
    return node;
  });
}

function itemNode(item: ShownItem, id: string): InventoryNode {
  const groups = [
    group('Written', item.writes, `${id} w`, 'edit'),
    group('Read', item.reads, `${id} r`, 'eye'),
    group('Cleared', item.clears, `${id} c`, 'trash'),
    unknownGroup(item, `${id} u`),
  ].filter((node) => node !== undefined);
  const node = new InventoryNode(item.name, Collapsed, groups, id);
  // What does not fit is cut off at the end.
  node.description = [item.storeName.replace(/^(the|an?) /, ''), item.cleared, ...item.levels].join(' · ');
  node.iconPath = iconOf(item);
  node.tooltip = tooltipOf(item);
  node.contextValue = 'credential';
  node.accessibilityInformation = {
    label: `${item.kindName} ${item.name}, in ${item.storeName}, ${[...item.levels, item.cleared].join(', ')}`,
  };
  return node;
}

function iconOf(item: ShownItem): ThemeIcon {
  if (!isOpen(item)) return new ThemeIcon('pass', new ThemeColor('testing.iconPassed'));
  if (item.clearing === 'maybe') return new ThemeIcon('question');
  if (item.clearing === 'outlives') return new ThemeIcon('info');
  return new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
}

const VERDICTS: Readonly<Record<ShownItem['clearing'], string>> = {
  atSignOut: 'A sign-out path deletes it.',
  elsewhere: 'It is deleted somewhere, but no sign-out path leads there: it outlives the session.',
  maybe: 'Whether a sign-out deletes it could not be found out.',
  never: 'Nothing deletes it: it outlives the session, and Keychain items outlive even the app.',
  outlives:
    'Nothing deletes it. Its name says that it belongs to the device or to a form, not to a session, so that this may be as it should.',
  noSignOut: 'Nothing deletes it, and no function of the app signs out.',
};

/** Names and keys come from the workspace: they are text, never mark-up. */
function tooltipOf(item: ShownItem): MarkdownString {
  const tooltip = new MarkdownString();
  tooltip.appendMarkdown('**').appendText(item.name).appendMarkdown('** · ').appendText(item.kindName);
  const key = item.key === undefined ? '' : `, under “${item.key}”`;
  const level = item.levels.length === 0 ? '' : `, at ${item.levels.join(' or ')}`;
  tooltip.appendMarkdown('\n\n').appendText(`In ${item.storeName}${key}${level}.`);
  tooltip.appendMarkdown(`\n\n${VERDICTS[item.clearing]}`);
  for (const sentence of item.unknown) tooltip.appendMarkdown('\n\n').appendText(sentence);
  return tooltip;
}

function group(
  label: string,
  places: readonly ShownPlace[],
  id: string,
  icon: string,
): InventoryNode | undefined {
  if (places.length === 0) return undefined;
  const children = places.map((place, index) => placeNode(place, `${id}${index}`));
  const node = new InventoryNode(label, Expanded, children, id);
  node.description = String(places.length);
  node.iconPath = new ThemeIcon(icon);
  return node;
}

function unknownGroup({ unknown, beyond }: ShownItem, id: string): InventoryNode | undefined {
  if (unknown.length === 0) return undefined;
  const children = unknown.map((sentence, index) => {
    const node = new InventoryNode(sentence, None, [], `${id}${index}`);
    node.tooltip = sentence;
    return node;
  });
  const places = beyond.map((place, index) => placeNode(place, `${id} at ${index}`));
  const node = new InventoryNode('Unknown', Expanded, [...children, ...places], id);
  node.iconPath = new ThemeIcon('question');
  return node;
}

function placeNode(place: ShownPlace, id: string): InventoryNode {
  const { location, where, within, level } = place;
  // What does not fit is cut off at the end, and the file tells more than the folders around it.
  const [folder, file] = [
    where.slice(0, where.lastIndexOf('/') + 1),
    where.slice(where.lastIndexOf('/') + 1),
  ];
  const about = [...notes(place), ...(level === undefined ? [] : [level])];
  const node = new InventoryNode(within ?? file, None, [], id);
  node.description = [...(within === undefined ? [] : [file]), ...about, folder.slice(0, -1)]
    .filter(Boolean)
    .join(' · ');
  node.tooltip = [...(within === undefined ? [] : [within]), where, ...about].join('\n');
  const { start, end } = location.range;
  const selection = new Range(start.line, start.character, end.line, end.character);
  node.command = {
    title: 'Open',
    command: 'vscode.open',
    arguments: [Uri.parse(location.uri), { selection }],
  };
  return node;
}

function notes({ atSignOut, wipes }: ShownPlace): readonly string[] {
  return [...(wipes ? ['wipes the whole store'] : []), ...(atSignOut === false ? ['not at sign-out'] : [])];
}

/** `access token` → `Access tokens`; `set of credentials` → `Sets of credentials`. */
function plural(kind: string): string {
  const many = kind.startsWith('set of') ? kind.replace('set', 'sets') : `${kind}s`;
  return many.charAt(0).toUpperCase() + many.slice(1);
}
