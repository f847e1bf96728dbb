import type { FileFacts } from '../facts/model.js';
import type { Finding } from '../finding.js';
import type { LogoutItem } from '../knowledge/decisions.js';
import type { Program } from '../workspace/program.js';
import { checklist, type ItemState } from '../workspace/checklist.js';
import { factPlaces, findingPlaces, type Places } from './evidence.js';
import type { GuidePlace } from '../workspace/place.js';

/** What a workspace shows about the decisions of the guide. */
export interface Evidence {
  readonly places: Places;
  readonly items: Readonly<Record<LogoutItem, ItemState>>;
}

/**
 * Goes through all files of a program, and lets others go first after each.
 * @param pause asked between files; when it answers true, nobody wants to know any more
 */
export async function gather(
  program: Program,
  findingsOf: (file: FileFacts) => readonly Finding[],
  pause: () => Promise<boolean>,
): Promise<Evidence | undefined> {
  const places = new Map<string, GuidePlace[]>();
  for (const file of program.files) {
    if (await pause()) return undefined;
    const found = [...findingPlaces(file, findingsOf(file), program), ...factPlaces(file, program)];
    for (const [entry, place] of found) {
      const list = places.get(entry) ?? [];
      list.push(place);
      places.set(entry, list);
    }
  }
  return { places, items: checklist(program) };
}
