import process from 'node:process';
import pico from 'picocolors';
import { main } from './cli/main.js';

const finished = main(process.argv.slice(2), {
  cwd: process.cwd(),
  stdout: process.stdout,
  stderr: process.stderr,
  // Undefined where there is no terminal.
  color: pico.isColorSupported && process.stdout.isTTY === true,
  grammars: new URL('grammars/', import.meta.url),
});

// A fault of the tool itself must not look like findings.
const status = finished.catch((error: unknown) => {
  console.error(error);
  return 2;
});

// No process.exit(): what was written must reach its reader first.
void status.then((code) => (process.exitCode = code));
