// Serves an installed editor to a browser, with a profile of its own that is gone afterwards.
import { createServer } from 'node:net';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { onStop, run, start } from './processes.mjs';

const HOST = '127.0.0.1';
const START_LIMIT_MS = 60_000;

/** Nothing but the files and what the extension says about them. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'security.workspace.trust.startupPrompt': 'never',
  'git.openRepositoryInParentFolders': 'never',
  'update.mode': 'none',
};

/**
 * Starts an editor.
 * @param installation from installEditor
 * @param {object} [options]
 * @param {string} [options.vsix] an extension to install first
 * @param {object} [options.settings] of the user
 * @param {number} [options.port] 0 for a free one
 * @param {boolean} [options.asksForTrust] a folder is not trusted until the user says so
 * @param {boolean} [options.testDriver] lets the page run suites in the extension host; notifications are hidden then
 */
export async function startEditor(
  installation,
  { vsix, settings = {}, port = 0, asksForTrust = false, testDriver = false } = {},
) {
  const profile = await mkdtemp(join(tmpdir(), 'sessionlint-editor-'));
  const remove = () => rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  try {
    const editor = await serve(installation, profile, { vsix, settings, port, asksForTrust, testDriver });
    const stop = async () => {
      forget();
      await editor.server.stop();
      await remove();
    };
    const forget = onStop(stop);
    return {
      port: editor.port,
      profile,
      exited: editor.server.exited,
      stop,
      url: (view) => pageUrl(editor.port, view),
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function serve({ edition, node, entry }, profile, { vsix, settings, port, asksForTrust, testDriver }) {
  await mkdir(join(profile, 'user', 'User'), { recursive: true });
  await writeFile(
    join(profile, 'user', 'User', 'settings.json'),
    JSON.stringify({ ...quietSettings, 'security.workspace.trust.enabled': asksForTrust, ...settings }),
  );
  await writeFile(join(profile, 'config.yaml'), '');
  const env = { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
  // Set in a terminal of VS Code; with it code-server would hand the work to that window.
  delete env.VSCODE_IPC_HOOK_CLI;

  const shared = [
    [entry],
    ['--config', join(profile, 'config.yaml')],
    ['--user-data-dir', join(profile, 'user')],
    ['--extensions-dir', join(profile, 'extensions')],
  ].flat();
  if (vsix) await run(node, [...shared, '--install-extension', vsix], { env });

  const chosenPort = port === 0 ? await freePort() : port;
  const logFile = join(profile, 'server.log');
  const log = openSync(logFile, 'w');
  const server = start(node, [...shared, ...serverFlags(chosenPort, edition, asksForTrust, testDriver)], {
    env,
    stdio: ['ignore', log, log],
  });
  if (!(await answers(chosenPort, server.exited))) {
    await server.stop();
    throw new Error(`The editor did not start.\n${await readFile(logFile, 'utf8')}`);
  }
  return { server, port: chosenPort };
}

function serverFlags(port, edition, asksForTrust, testDriver) {
  const flags = [
    '--auth',
    'none',
    '--bind-addr',
    `${HOST}:${port}`,
    '--disable-telemetry',
    '--disable-update-check',
  ];
  if (!asksForTrust) flags.push('--disable-workspace-trust');
  flags.push('--disable-getting-started-override');
  // The oldest edition knows neither switch, and runs test suites without being asked to.
  if (edition.version.startsWith('1.100.')) return flags;
  // Seconds that a closed page's extension host lives on; the default is three hours.
  flags.push('--reconnection-grace-time', '2');
  if (testDriver) flags.push('--vscode-option', 'enable-smoke-test-driver');
  return flags;
}

/** Whether the server came up on the port before it exited or time was up. */
async function answers(port, exited) {
  const deadline = Date.now() + START_LIMIT_MS;
  const gone = exited.then(() => 'gone');
  while (Date.now() < deadline) {
    const up = await fetch(`http://${HOST}:${port}/healthz`).catch(() => undefined);
    if (up?.ok) return true;
    if ((await Promise.race([gone, delay(100)])) === 'gone') return false;
  }
  return false;
}

export function freePort() {
  return new Promise((done, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, HOST, () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/** The address of a window on `folder`, with `file` open or with a test payload. */
function pageUrl(port, { folder, file, payload = [] }) {
  const entries = file ? [...payload, ['openFile', remoteUri(port, file)]] : payload;
  const query = new URLSearchParams({ folder: resolve(folder) });
  if (entries.length > 0) query.set('payload', JSON.stringify(entries));
  return `http://${HOST}:${port}/?${query.toString().replaceAll('%2F', '/')}`;
}

/** How the page names a file of the machine that the editor runs on. */
export function remoteUri(port, path) {
  return `vscode-remote://${HOST}:${port}${resolve(path)}`;
}
