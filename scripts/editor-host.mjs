#!/usr/bin/env node
// Stands in for the VS Code executable that @vscode/test-electron wants to run: serves an installed editor, opens it
// in a headless Chromium with the extension and its suites, and exits with the code that the suites end with.
import { format } from 'node:util';
import { chromium } from 'playwright-core';
import { chromiumArguments, ensureChromium } from './chromium.mjs';
import { editions, installEditor } from './editor-install.mjs';
import { remoteUri, startEditor } from './editor-server.mjs';
import { onStop } from './processes.mjs';

const SUITES_LIMIT_MS = 10 * 60_000;
/** What the workbench says about itself. */
const NOISE =
  /^(%c|Resolv|Creating a socket|\[(Service Worker|Agent|AccountPolicyGate|ChatModel|reconnection)|Updating additional|Ignoring fetching|\s*(INFO|WARN|ERR)\b)/;

function readArguments(argv) {
  const flags = {};
  const folders = [];
  for (const argument of argv) {
    const [, name, value] = /^--([A-Za-z-]+)(?:=(.*))?$/s.exec(argument) ?? [];
    if (name === undefined) folders.push(argument);
    else flags[name] = value;
  }
  return { extension: flags.extensionDevelopmentPath, suites: flags.extensionTestsPath, folder: folders[0] };
}

async function runSuites(page, editor, { extension, suites, folder }) {
  const ended = new Promise((done) => page.exposeFunction('codeAutomationExit', done));
  await page.exposeFunction('codeAutomationLog', (_type, args) => {
    const line = format(...args);
    if (process.env.SESSIONLINT_VERBOSE || !NOISE.test(line)) console.log(line);
  });
  const payload = [
    ['extensionDevelopmentPath', remoteUri(editor.port, extension)],
    ['extensionTestsPath', remoteUri(editor.port, suites)],
  ];
  await page.goto(editor.url({ folder, payload }));
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error('The suites did not end in time.')), SUITES_LIMIT_MS);
  });
  return Promise.race([ended, late]).finally(() => clearTimeout(timer));
}

const edition = editions[process.env.SESSIONLINT_EDITION ?? 'current'];
const installation = await installEditor(edition);
const executablePath = await ensureChromium();
const editor = await startEditor(installation, { testDriver: true });
const browser = await chromium.launch({ executablePath, args: chromiumArguments });
onStop(() => browser.close());
let code = 1;
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  code = await runSuites(page, editor, readArguments(process.argv.slice(2)));
} catch (error) {
  console.error(error);
} finally {
  await browser.close();
  await editor.stop();
}
process.exit(code);
