// The page of the decision guide in a browser of its own, with the extension played by the test.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { FromPage } from '../../../client/guide/messages.js';
import type { GuideState, ToPage } from '../../../client/guide/model.js';
import { chromiumArguments, ensureChromium } from '../../../scripts/chromium.mjs';
import { root } from '../../../scripts/paths.mjs';
import { entryStates } from '../../../server/guide/state.js';
import { GUIDE } from '../../../server/knowledge/guide/index.js';

const ORIGIN = 'http://guide.test/';

const HTML = `<!DOCTYPE html>
<html lang="en">
<head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; font-src 'self'; script-src 'self'">
<title>Decision guide</title>
<link rel="stylesheet" href="guide.css">
</head>
<body><main id="guide"></main><script src="editor.js"></script><script src="guide.js"></script></body>
</html>`;

/** What VS Code gives a page: it keeps a state for it, and takes its messages. */
const EDITOR = `
window.sent = [];
window.acquireVsCodeApi = () => ({
  postMessage: (message) => window.sent.push(message),
  getState: () => JSON.parse(sessionStorage.getItem('kept') ?? 'null') ?? undefined,
  setState: (state) => sessionStorage.setItem('kept', JSON.stringify(state)),
});`;

/** A workspace in which nothing was found, with a policy file or without one. */
export function quietState(written?: unknown): GuideState {
  return {
    workspace: 'ready',
    folder: 'Harbor',
    policy:
      written === undefined ? { state: 'missing' } : { state: 'ok', uri: 'file:///app/sessionlint.json' },
    entries: entryStates(undefined, written),
  };
}

export class GuidePage {
  private constructor(
    readonly page: Page,
    private readonly browser: Browser,
  ) {}

  static async open(width = 320, height = 900): Promise<GuidePage> {
    const browser = await chromium.launch({
      executablePath: await ensureChromium(),
      args: chromiumArguments,
    });
    const page = await browser.newPage({ viewport: { width, height } });
    page.setDefaultTimeout(10_000);
    await page.route(`${ORIGIN}**`, async (route) => {
      const name = new URL(route.request().url()).pathname.slice(1);
      if (name === '') return route.fulfill({ contentType: 'text/html', body: HTML });
      if (name === 'editor.js') return route.fulfill({ contentType: 'text/javascript', body: EDITOR });
      return route.fulfill({ path: join(root, 'dist', name) });
    });
    await page.goto(ORIGIN);
    await page.evaluate(() => document.documentElement.style.setProperty('--vscode-focusBorder', '#0078d4'));
    return new GuidePage(page, browser);
  }

  close(): Promise<void> {
    return this.browser.close();
  }

  /** The extension says that all is well. */
  async greet(state: GuideState = quietState()): Promise<void> {
    await this.tell({ type: 'server', health: 'running' });
    await this.tell({ type: 'guide', guide: GUIDE });
    await this.tell({ type: 'state', state });
    await this.page.locator('[role=treeitem]').first().waitFor();
  }

  async tell(message: ToPage): Promise<void> {
    await this.page.evaluate(async (data) => {
      const taken = new Promise((resolve) => window.addEventListener('message', resolve, { once: true }));
      window.postMessage(data, '*');
      await taken;
    }, message);
  }

  sent(): Promise<readonly FromPage[]> {
    return this.page.evaluate(() => (window as unknown as { sent: FromPage[] }).sent);
  }

  item(id: string) {
    return this.page.locator(`[role=treeitem][data-id="${id}"]`);
  }

  /** What stands below an item. */
  below(id: string) {
    return this.page.locator(`[id="below:${id}"]`);
  }

  detail(id: string) {
    return this.below(id).locator('> .detail');
  }

  /** The id of the item that has the focus, or in which something has it. */
  focused(): Promise<string | undefined> {
    return this.page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-id]')?.dataset['id']);
  }

  /** What assistive technology would stumble over, as axe-core sees it. */
  async violations(disabled: readonly string[] = []): Promise<readonly string[]> {
    await this.page.evaluate(await readFile(join(root, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8'));
    return this.page.evaluate(async (rules) => {
      const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResult> } };
      const options = { rules: Object.fromEntries(rules.map((rule) => [rule, { enabled: false }])) };
      const { violations } = await axe.run(options);
      return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
    }, disabled);
  }
}

export interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}
