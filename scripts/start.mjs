// npm start [-- PATH] [--desktop] [--port N]: a real editor with the extension in it, opened on an app.
import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { which } from './apt.mjs';
import { editions, installEditor } from './editor-install.mjs';
import { startEditor } from './editor-server.mjs';
import { sampleApp, vsix } from './paths.mjs';
import { isStopping, run } from './processes.mjs';
import { prepareExtension } from './setup.mjs';

const USAGE = `Usage: npm start [-- PATH] [--desktop] [--port N]

  PATH        the folder or Swift file to open (default: the sample app)
  --desktop   open it in the VS Code of this machine, with the command "code"
  --port N    serve the editor on this port (default: a free one)`;

class UsageError extends Error {}

function readArguments() {
  const { values, positionals } = parse();
  if (positionals.length > 1) throw new UsageError(`One PATH at a time, please: ${positionals.join(' ')}`);
  if (values.help) return { help: true };
  const port = values.port === undefined ? 0 : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535 || values.port === '') {
    throw new UsageError(`“${values.port}” is no port: 1 to 65535, please.`);
  }
  return { view: viewOf(positionals[0]), desktop: values.desktop ?? false, port };
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        desktop: { type: 'boolean' },
        port: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error.message);
  }
}

/** What to open: the folder, and the file in it that shows at once. */
function viewOf(path) {
  if (path === undefined) return { folder: sampleApp, file: sampleFile() };
  const target = resolve(path);
  if (!existsSync(target)) throw new UsageError(`There is no ${target}.`);
  return statSync(target).isDirectory() ? { folder: target } : { folder: dirname(target), file: target };
}

function sampleFile() {
  const file = join(sampleApp, 'ios', 'Harbor', 'Security', 'LegacyKeychain.swift');
  return existsSync(file) ? file : undefined;
}

async function openDesktop({ folder, file }) {
  if (!which('code', 'code.cmd')) {
    throw new UsageError(
      'There is no command "code" here. Without --desktop the editor opens in the browser.',
    );
  }
  await prepareExtension();
  await run('code', ['--install-extension', vsix, '--force']);
  await run('code', ['--new-window', folder, ...(file ? ['--goto', file] : [])]);
  console.log(`\n  SessionLint is installed in your VS Code, which opens ${folder}.\n`);
}

async function serve(view, port) {
  const [installation] = await Promise.all([installEditor(editions.current), prepareExtension()]);
  const editor = await startEditor(installation, { vsix, port });
  console.log(`\n  VS Code with SessionLint is open on ${relative(process.cwd(), view.folder) || '.'}:\n`);
  console.log(`  ${editor.url(view)}\n`);
  console.log('  Ctrl+C stops it.');
  await editor.exited;
  if (isStopping()) return;
  await editor.stop();
  throw new Error('The editor ended by itself.');
}

try {
  const { help, view, desktop, port } = readArguments();
  if (help) console.log(USAGE);
  else await (desktop ? openDesktop(view) : serve(view, port));
} catch (error) {
  const usage = error instanceof UsageError;
  console.error(`\n${error.message}${usage ? `\n\n${USAGE}` : ''}`);
  process.exit(usage ? 2 : 1);
}
