// A window of the editor with the packed extension installed, driven as a person would.
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Frame, type Locator, type Page } from 'playwright-core';
import { chromiumArguments, ensureChromium } from '../../../scripts/chromium.mjs';
import { editions, installEditor } from '../../../scripts/editor-install.mjs';
import { startEditor } from '../../../scripts/editor-server.mjs';
import { cache, sampleApp, vsix } from '../../../scripts/paths.mjs';
import { serverPids } from '../processes.js';

const SCREENSHOTS = join(cache, 'screenshots');
const PATIENCE_MS = 60_000;
const ASKING_LIMIT = 6;

/** The file of the sample app with the weakest Keychain levels. */
export const LEGACY = 'ios/Harbor/Security/LegacyKeychain.swift';

/** The themes that everything has to be readable in. */
export const THEMES = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  'high-contrast': 'Default High Contrast',
};

export interface WindowOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The packed extension, when it is not the one that ships. */
  readonly extension?: string;
  /** The folder is not trusted. */
  readonly untrusted?: boolean;
  /** The folder a copy of which is open; the sample app. */
  readonly app?: string;
  /** The file of it that is open at first. */
  readonly file?: string;
}

/** One editor, with a file of a copy of an app open. */
export class EditorWindow {
  readonly squiggles: Locator;
  readonly hover: Locator;
  readonly actions: Locator;
  readonly status: Locator;
  readonly toasts: Locator;

  private constructor(
    readonly page: Page,
    /** The copy of the app that is open. */
    readonly folder: string,
    private readonly profile: string,
    private readonly cleanUp: () => Promise<void>,
  ) {
    page.setDefaultTimeout(PATIENCE_MS);
    this.squiggles = page.locator('.squiggly-error');
    this.hover = page.locator('.monaco-hover .hover-contents');
    this.actions = page.locator('.action-widget .monaco-list-row.action');
    this.status = page.locator('[id="status.languageStatus"]');
    this.toasts = page.locator('.notification-toast');
  }

  static async open({
    settings = {},
    extension = vsix,
    untrusted = false,
    app = sampleApp,
    file = LEGACY,
  }: WindowOptions = {}): Promise<EditorWindow> {
    const folder = await mkdtemp(join(tmpdir(), 'sessionlint-sample-'));
    await cp(app, folder, { recursive: true });
    const editor = await startEditor(await installEditor(editions.current), {
      vsix: extension,
      settings,
      asksForTrust: untrusted,
    });
    const browser: Browser = await chromium.launch({
      executablePath: await ensureChromium(),
      args: chromiumArguments,
    });
    const window = new EditorWindow(
      await browser.newPage({ viewport: { width: 1280, height: 800 } }),
      folder,
      editor.profile,
      async () => {
        await browser.close();
        await editor.stop();
        await rm(folder, { recursive: true, force: true });
      },
    );
    await window.page.goto(editor.url({ folder, file: join(folder, file) }));
    await window.page.locator('.monaco-editor .view-line').first().waitFor();
    return window;
  }

  close(): Promise<void> {
    return this.cleanUp();
  }

  /** A word as the editor draws it, where it stands alone; spaces are drawn as no-break spaces. */
  word(text: string): Locator {
    return this.page
      .locator('.view-line span > span', { hasText: new RegExp(`^[\\s\u00a0]*${text}$`) })
      .first();
  }

  /** The code that a squiggle underlines, of which all letters are equally wide. */
  async textUnder(squiggle: Locator): Promise<string> {
    const mark = await boxOf(squiggle);
    const middle = mark.y + mark.height / 2;
    for (const line of await this.page.locator('.lines-content .view-line').all()) {
      const { y, height } = await boxOf(line);
      if (middle < y || middle > y + height) continue;
      const code = line.locator('> span');
      const { x, width } = await boxOf(code);
      const text = await code.innerText();
      const column = (at: number): number => Math.round(((at - x) / width) * text.length);
      return text.slice(column(mark.x), column(mark.x + mark.width)).replaceAll('\u00a0', ' ');
    }
    return '';
  }

  /** Puts the cursor at the start of a line, counted from 1, and brings it into view. */
  async goToLine(line: number): Promise<void> {
    // The editor of a file that was just opened may not have the focus yet.
    await this.page.locator('.editor-instance .monaco-editor.focused').waitFor();
    await this.page.keyboard.press('Control+g');
    await this.page.locator('.quick-input-widget input').first().fill(`:${line}`);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.line-numbers.active-line-number', { hasText: `${line}` }).waitFor();
  }

  /** Puts the cursor on a word and asks for its quick fixes; returns their titles. */
  async openQuickFixes(word: string): Promise<readonly string[]> {
    await this.word(word).click();
    await this.page.locator('.lightBulbWidget').first().waitFor();
    // The editor looks for fixes of its own accord after the cursor moved, and then forgets that it was asked:
    // like a person, ask again.
    for (let asked = 0; asked < ASKING_LIMIT; asked += 1) {
      await this.page.keyboard.press('Control+.');
      const shown = this.actions.first().waitFor({ timeout: 5000 });
      if (
        await shown.then(
          () => true,
          () => false,
        )
      )
        return this.actions.allInnerTexts();
      await this.page.keyboard.press('Escape');
    }
    throw new Error(`No quick fixes showed for ${word}`);
  }

  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.page.locator('.quick-input-widget input').fill(`>${title}`);
    await this.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** Opens a file of the folder by its name, as one who knows it does. */
  async openFile(name: string, page = this.page): Promise<void> {
    await page.keyboard.press('Control+p');
    await page.locator('.quick-input-widget input').first().fill(name);
    // Files that were open before are listed until the search is done, so Enter might take another.
    await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
    await page.locator('.tab.active', { hasText: name }).waitFor();
  }

  /** What a page in the Markdown preview says. */
  preview(): Locator {
    return this.page.frameLocator('iframe.webview').frameLocator('#active-frame').locator('body');
  }

  /** The page of the decision guide, once it is drawn. */
  async guide(): Promise<Frame> {
    for (;;) {
      for (const frame of this.page.frames()) {
        const trees = await frame
          .locator('main#guide [role=tree]')
          .count()
          .catch(() => 0);
        if (trees > 0) return frame;
      }
      await this.page.waitForTimeout(200);
    }
  }

  /** Changes a setting of the user, as the settings editor would. */
  async changeSetting(name: string, value: unknown): Promise<void> {
    const file = join(this.profile, 'user', 'User', 'settings.json');
    const settings: Record<string, unknown> = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...settings, [name]: value }));
  }

  /** The analysis servers of this window. */
  servers(): Promise<readonly number[]> {
    return serverPids(({ command }) => command.includes(this.profile));
  }

  /** Kills the analysis server, hard; returns what its process id was. */
  async crashServer(): Promise<number> {
    const [pid, ...more] = await this.servers();
    if (pid === undefined || more.length > 0) throw new Error('Expected one server');
    process.kill(pid, 'SIGKILL');
    return pid;
  }

  async screenshot(name: string, page = this.page): Promise<void> {
    // Widgets fade in.
    await page.waitForTimeout(800);
    await mkdir(SCREENSHOTS, { recursive: true });
    await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
  }
}

async function boxOf(shown: Locator): Promise<NonNullable<Awaited<ReturnType<Locator['boundingBox']>>>> {
  const box = await shown.boundingBox();
  if (!box) throw new Error('It is not shown.');
  return box;
}
