import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { vsix } from '../../scripts/paths.mjs';
import { packageExtension } from '../../scripts/setup.mjs';
import { Server } from './client.mjs';
import { load } from './load.mjs';
import { median } from './table.mjs';

const MANY = 1000;

/** From nothing to the first diagnostic, the memory of a server that has had many files open, and what is installed. */
export async function startAndSize({ root, runs }) {
  const { generatedFiles } = await load('test/bench/generated.ts');
  const files = generatedFiles(MANY);
  const program = join(root, 'dist', 'server.cjs');
  const starts = [];
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    const server = await Server.start(program);
    await server.open('file:///bench/First.swift', files[0][1]);
    starts.push(performance.now() - started);
    server.stop();
  }
  const server = await Server.start(program);
  await server.open('file:///bench/First.swift', files[0][1]);
  const before = await memoryOf(server.child.pid);
  for (const [path, text] of files) {
    await server.open(`file:///bench/${path}`, text);
    await server.close(`file:///bench/${path}`);
  }
  const after = await memoryOf(server.child.pid);
  server.stop();
  await packageExtension();
  return [
    { what: 'start to first diagnostic, ms', value: Math.round(median(starts)) },
    { what: 'memory with one file open, MB', value: before },
    { what: `memory after opening and closing ${MANY} files, MB`, value: after },
    { what: 'VSIX, MB', value: (await stat(vsix)).size / 1e6 },
  ];
}

/** Resident memory in MB, where the system tells. */
async function memoryOf(pid) {
  const status = `/proc/${pid}/status`;
  if (!existsSync(status)) return undefined;
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(await readFile(status, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}
