import { existsSync } from 'node:fs';
import { canInstallPackages, installPackages, which } from './apt.mjs';
import { ready, step } from './progress.mjs';

const TITLE = 'Chromium, which shows the editor to the tests';
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

function find() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  return (
    which('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable') ??
    (existsSync(MAC) ? MAC : undefined)
  );
}

/**
 * The path of a Chromium; on Debian as root it is installed when there is none.
 * @returns {Promise<string>}
 */
export async function ensureChromium() {
  const found = find();
  if (found) {
    ready(TITLE);
    return found;
  }
  if (canInstallPackages) await step(TITLE, '15 s', () => installPackages('chromium', 'fonts-dejavu-core'));
  const installed = find();
  if (installed) return installed;
  throw new Error(
    'The editor tests need Chromium or Chrome: install one, or name it in the variable CHROMIUM.',
  );
}

/** Switches for a browser that only ever shows the editor of this machine. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
