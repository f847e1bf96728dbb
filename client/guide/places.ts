import { type QuickPickItem, Range, ThemeIcon, Uri, window } from 'vscode';
import type { Place, Severity } from './model.js';

const ICONS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'info' };

interface PlaceItem extends QuickPickItem {
  readonly place: Place;
}

/** Lets the user go through places in the code; each is shown while it is looked at, and opened when it is picked. */
export async function pickPlace(title: string, places: readonly Place[]): Promise<void> {
  const before = window.activeTextEditor;
  const pick = window.createQuickPick<PlaceItem>();
  pick.title = `${title}: in my code`;
  pick.placeholder = summary(places);
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.items = places.map((place) => ({
    label: place.rule ?? 'In use',
    description: `${place.path}:${place.range.start.line + 1}`,
    detail: place.title,
    iconPath: new ThemeIcon(place.severity ? ICONS[place.severity] : 'symbol-key'),
    place,
  }));
  const chosen = await new Promise<PlaceItem | undefined>((resolve) => {
    pick.onDidChangeActive(([item]) => item && void reveal(item.place, true));
    pick.onDidAccept(() => resolve(pick.activeItems[0]));
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  });
  pick.dispose();
  if (chosen) return reveal(chosen.place, false);
  // Whoever only looked is back where they were.
  if (before) await window.showTextDocument(before.document, before.viewColumn);
}

async function reveal({ uri, range: { start, end } }: Place, preserveFocus: boolean): Promise<void> {
  const selection = new Range(start.line, start.character, end.line, end.character);
  await window.showTextDocument(Uri.parse(uri), { selection, preserveFocus, preview: true });
}

function summary(places: readonly Place[]): string {
  const findings = places.filter(({ rule }) => rule !== undefined).length;
  return `${count(findings, 'finding')}, ${count(places.length - findings, 'other place')}`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
