import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { EditorWindow } from './window.js';

const LEAK = "export const publish = (accessToken: string) => {\n  console.log('token', accessToken);\n};\n";

describe('In a project that is none of its business SessionLint', () => {
  let window: EditorWindow;
  let site: string;
  afterEach(async () => {
    await window.close();
    await rm(site, { recursive: true, force: true });
  });

  const icon = () => window.page.locator('.activitybar .action-label[aria-label^="SessionLint"]');

  async function openSite(): Promise<void> {
    site = await mkdtemp(join(tmpdir(), 'sessionlint-site-'));
    await mkdir(join(site, 'src'));
    await writeFile(
      join(site, 'package.json'),
      '{ "dependencies": { "react": "19.0.0", "express": "5.0.0" } }',
    );
    await writeFile(join(site, 'src', 'show.ts'), LEAK);
    window = await EditorWindow.open({
      app: site,
      file: 'src/show.ts',
      settings: { 'typescript.validate.enable': false },
    });
    // TypeScript's own extension has been at work, so others would have been as well.
    await window.word('accessToken').click();
    await window.page.locator('.breadcrumbs-control', { hasText: 'publish' }).waitFor();
  }

  it('shows nothing and runs nothing', async () => {
    await openSite();
    expect(await icon().count()).toBe(0);
    expect(await window.servers()).toEqual([]);
    expect(await window.squiggles.count()).toBe(0);
    expect((await window.status.getAttribute('aria-label')) ?? '').not.toContain('SessionLint');
    await window.screenshot('web-site-1-quiet');

    await window.changeSetting('sessionlint.typescript', 'on');
    // In a browser, the editor looks at its settings file when it starts.
    await window.page.reload();
    await window.squiggles.first().waitFor();
    await icon().first().waitFor();
    await window.screenshot('web-site-2-turned-on');
  });

  it('still opens the guide for whoever asks for it', async () => {
    await openSite();
    await window.runCommand('SessionLint: Open Decision Guide');
    await (await window.guide()).getByText('Token storage').first().waitFor();
    expect(await icon().count()).toBe(1);
  });
});
