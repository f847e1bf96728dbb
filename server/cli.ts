import process from 'node:process';
import pico from 'picocolors';
import { main } from './cli/main.js';

const finished = main(process.argv.slice(2), {
  cwd: process.cwd(),
  stdout: process.stdout,
  stderr: process.stderr,
  color: pico.isColorSupported && process.stdout.isTTY,
  grammars: new URL('grammars/', import.meta.url),
});

// No process.exit(): what was written must reach its reader first.
void finished.then((status) => (process.exitCode = status));
