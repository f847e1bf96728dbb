import { type CodeLens, CodeLensRefreshRequest, type Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { KIND_NAMES } from '../knowledge/credentials.js';
import {
  describeClears,
  describeStoredLevel,
  inventoryMarkdown,
  levelsOf,
  storeWord,
} from '../report/inventory.js';
import { type InventoryItem, type InventoryPlace, inventoryOf } from '../workspace/inventory.js';
import type { Program } from '../workspace/program.js';
import { languageOf } from '../language.js';
import { answer } from './answer.js';
import { nameOf, uriBelow } from './paths.js';
import { rangeOf } from './positions.js';
import type { ShownFolder, ShownItem, ShownPlace } from './protocol.js';
import type { Session } from './session.js';
import type { Settings } from './settings.js';
import type { Workspace } from './workspace.js';

/** The command of the client that shows places; its arguments are a URI, a position and locations. */
const SHOW_PLACES = 'sessionlint.showPlaces';
/** Changes that come together are told once, after so much time (milliseconds). */
const PAUSE = 250;

/** Tells the client what credentials the workspace keeps, and above each write what becomes of it. */
export class InventoryService {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly session: Session,
    private readonly workspace: Workspace,
    private readonly settings: Settings,
    private readonly refreshesLenses: boolean,
    private readonly failed: (what: string, error: unknown) => void,
  ) {}

  listen(): void {
    const failed = (error: unknown): void => this.failed('the inventory', error);
    this.connection.onRequest('sessionlint/inventory', (token) =>
      answer<readonly ShownFolder[]>(token, [], () => Promise.resolve(this.folders()), failed),
    );
    this.connection.onRequest('sessionlint/inventoryText', (token) =>
      answer(token, '', () => Promise.resolve(this.markdown()), failed),
    );
    this.connection.onCodeLens(({ textDocument: { uri } }, token) =>
      answer<CodeLens[]>(token, [], () => this.lenses(uri), failed),
    );
  }

  /** Files have changed, so that the inventory may have. */
  changed(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(), PAUSE);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  private tell(): void {
    this.connection.sendNotification('sessionlint/inventoryChanged').catch(() => undefined);
    if (!this.refreshesLenses) return;
    this.connection
      .sendRequest(CodeLensRefreshRequest.type)
      .catch((error: unknown) => this.failed('refreshing code lenses', error));
  }

  private folders(): readonly ShownFolder[] {
    return this.workspace.programs.map(({ uri, ready, program }) => {
      const places = new Places(uri, program);
      return { uri, ready, items: inventoryOf(program).map((item) => shown(item, places)) };
    });
  }

  private markdown(): string {
    const folders = this.workspace.programs.map(({ uri, ready, program }) => {
      const places = new Places(uri, program);
      const place = (one: InventoryPlace): string => places.shown(one).where;
      return { name: nameOf(uri), ready, items: inventoryOf(program), place };
    });
    return inventoryMarkdown(folders);
  }

  private async lenses(uri: string): Promise<CodeLens[]> {
    const analysed = (await this.settings.codeLens(uri)) ? await this.session.analysed(uri) : undefined;
    const found = analysed && this.workspace.programOf(uri);
    if (!analysed || !found) return [];
    const { path } = analysed.analysis.facts;
    const places = new Places(found.uri, found.program);
    return inventoryOf(found.program).flatMap((item) =>
      item.writes
        .filter((write) => write.path === path)
        .map((write) => lensOf(item, write, analysed.document, places)),
    );
  }
}

/** Turns places in files into places in documents; a file's lines are counted once. */
class Places {
  private readonly documents = new Map<string, TextDocument>();

  constructor(
    private readonly folder: string,
    private readonly program: Program,
  ) {}

  shown({ path, span, within, level, atSignOut, wipes }: InventoryPlace): ShownPlace {
    const document = this.document(path);
    const range = rangeOf(document, span);
    return {
      location: { uri: document.uri, range },
      where: `${path}:${range.start.line + 1}`,
      ...(within !== undefined && { within }),
      ...(level && { level: describeStoredLevel(level) }),
      ...(atSignOut !== undefined && { atSignOut }),
      ...(wipes !== undefined && { wipes }),
    };
  }

  private document(path: string): TextDocument {
    const known = this.documents.get(path);
    if (known) return known;
    const text = this.program.files.find((file) => file.path === path)?.text ?? '';
    const document = TextDocument.create(uriBelow(this.folder, path), languageOf(path), 0, text);
    this.documents.set(path, document);
    return document;
  }
}

function shown(item: InventoryItem, places: Places): ShownItem {
  const { kind, name, storeName, key, clearing, unknown } = item;
  return {
    kind,
    kindName: KIND_NAMES[kind],
    name,
    storeName,
    ...(key !== undefined && { key }),
    clearing,
    cleared: describeClears(item),
    levels: levelsOf(item),
    unknown,
    writes: item.writes.map((place) => places.shown(place)),
    reads: item.reads.map((place) => places.shown(place)),
    clears: item.clears.map((place) => places.shown(place)),
    beyond: item.beyond.map((place) => places.shown(place)),
  };
}

/** `access token · the Keychain · AfterFirstUnlock · cleared in 2 places`, above a write. */
function lensOf(
  item: InventoryItem,
  write: InventoryPlace,
  document: TextDocument,
  places: Places,
): CodeLens {
  const range = rangeOf(document, write.span);
  const level = write.level ? [describeStoredLevel(write.level)] : [];
  const title = [KIND_NAMES[item.kind], storeWord(item), ...level, describeClears(item)].join(' · ');
  const locations = item.clears.map((place) => places.shown(place).location);
  // Without places to show there is nothing to do, and a lens without a command is plain text.
  const command = locations.length > 0 ? SHOW_PLACES : '';
  return { range, command: { title, command, arguments: [document.uri, range.start, locations] } };
}
