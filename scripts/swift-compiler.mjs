// Gets a Swift compiler that reads and type-checks: from the packages of a Debian that has one, unpacked into a folder
// of its own and never installed. The machine's own sources say where packages come from; only the release is another.
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { which } from './apt.mjs';
import { cache } from './paths.mjs';
import { ready, step } from './progress.mjs';
import { run } from './processes.mjs';

/** The first release of Debian with a Swift 6. Its programs need its C library, which comes along. */
const RELEASE = 'trixie';

/** Of the compiler's package, 2 GB when unpacked, what `-parse` and `-typecheck` need; tar's patterns. */
const COMPILER_PARTS = [
  'bin/swift-frontend',
  'lib/clang/*/include',
  ...[
    'clang',
    'linux',
    'shims',
    'os',
    'dispatch',
    'Block',
    'CoreFoundation',
    '_FoundationCShims',
    '_foundation_unicode',
    'host/plugins',
  ].map((name) => `lib/swift/${name}`),
].map((path) => `./usr/libexec/swift/${path}`);

/** The packages to unpack: whole, where no parts are named. */
const PACKAGES = {
  swiftlang: COMPILER_PARTS,
  libswiftlang: ['./usr/libexec/swift/lib/swift'],
  // What its program is linked with.
  libc6: undefined,
  'libgcc-s1': undefined,
  'libstdc++6': undefined,
  libtinfo6: undefined,
  libuuid1: undefined,
  libzstd1: undefined,
  zlib1g: undefined,
  // The headers that Foundation is built upon.
  'libc6-dev': undefined,
  'linux-libc-dev': undefined,
};

const folder = join(cache, 'swift');
const sysroot = join(folder, 'root');
// Written last, so its presence says that everything before it was done.
const marker = join(folder, 'unpacked.json');
const TITLE = 'Swift compiler, which reads what snippets and fixes write';

/**
 * How to start the compiler's frontend.
 * @typedef {object} SwiftCompiler
 * @property {string} program
 * @property {string[]} args what comes before the frontend's own arguments
 * @property {string[]} sdk the frontend's arguments that let it find its standard library and Foundation
 */

/**
 * Gets the compiler, unless it is there already.
 * @returns {Promise<{ compiler: SwiftCompiler } | { reason: string }>} or why it cannot be had here
 */
export async function ensureSwiftCompiler() {
  const found = await findSwiftCompiler();
  if (found) {
    ready(TITLE);
    return { compiler: found };
  }
  const reason = await obstacle();
  if (reason) return { reason };
  try {
    await step(TITLE, '40 s', install);
    return { compiler: await findSwiftCompiler() };
  } catch (error) {
    return { reason: error.message };
  }
}

/**
 * The compiler that was unpacked before.
 * @returns {Promise<SwiftCompiler | undefined>}
 */
export async function findSwiftCompiler() {
  const recipe = await readFile(marker, 'utf8').catch(() => undefined);
  return recipe === RECIPE ? located() : undefined;
}

const RECIPE = JSON.stringify([RELEASE, sysroot, PACKAGES]);

/** Why there is no use in trying; undefined where there is. */
async function obstacle() {
  if (!which('apt-get') || !which('dpkg-deb')) return 'it is unpacked from packages of Debian, with apt';
  if ((await release()) === undefined) return 'this is no release of Debian that is known by name';
  return undefined;
}

/** The code name of the Debian that this is. */
async function release() {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  if (!/^ID="?debian"?$/m.test(text)) return undefined;
  return /^VERSION_CODENAME="?(\w+)"?$/m.exec(text)?.[1];
}

async function install() {
  await rm(folder, { recursive: true, force: true });
  const packages = join(folder, 'packages');
  await mkdir(packages, { recursive: true });
  await mkdir(sysroot, { recursive: true });
  const options = await privateApt();
  // A source of the machine that has nothing for the other release is no reason to give up.
  await run('apt-get', [...options, 'update', '-q']).catch(() => {});
  await run('apt-get', [...options, 'download', '-q', ...Object.keys(PACKAGES)], { cwd: packages });
  for (const file of await readdir(packages))
    await unpack(join(packages, file), PACKAGES[file.split('_')[0]]);
  await rm(packages, { recursive: true });
  await rm(join(folder, 'apt'), { recursive: true });
  await verify(await located());
  await writeFile(marker, RECIPE);
}

/** Options of apt for sources, lists and packages of its own, so that nothing of the machine's changes. */
async function privateApt() {
  const apt = join(folder, 'apt');
  const parts = join(apt, 'sources');
  for (const path of [parts, join(apt, 'lists', 'partial'), join(apt, 'archives', 'partial')])
    await mkdir(path, { recursive: true });
  const own = new RegExp(`\\b${await release()}\\b`, 'g');
  for (const [index, file] of (await sourceFiles()).entries()) {
    const text = await readFile(file, 'utf8');
    const ending = file.slice(file.lastIndexOf('.'));
    if (own.test(text)) await writeFile(join(parts, `${index}${ending}`), text.replace(own, RELEASE));
  }
  return Object.entries({
    'Dir::Etc::SourceList': '/dev/null',
    'Dir::Etc::SourceParts': parts,
    'Dir::State::Lists': join(apt, 'lists'),
    'Dir::State::Status': '/dev/null',
    'Dir::Cache': apt,
    'APT::Sandbox::User': 'root',
  }).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}

async function sourceFiles() {
  const list = '/etc/apt/sources.list';
  const names = await readdir(`${list}.d`).catch(() => []);
  const parts = names
    .filter((name) => /\.(?:list|sources)$/.test(name))
    .map((name) => join(`${list}.d`, name));
  return [list, ...parts].filter((file) => existsSync(file));
}

/** Unpacks the named parts of a package, or all of it. */
function unpack(file, parts = []) {
  const script = 'dpkg-deb --fsys-tarfile "$0" | tar --extract --wildcards --directory "$@"';
  return run('sh', ['-c', script, file, sysroot, ...parts]);
}

/** Its own loader starts it, since the machine's C library may be older than the one that it needs. */
async function located() {
  const libraries = (await readdir(join(sysroot, 'usr', 'lib'))).find((name) => name.endsWith('-linux-gnu'));
  const system = join(sysroot, 'usr', 'lib', libraries);
  const loader = (await readdir(system)).find((name) => name.startsWith('ld-linux-'));
  const swift = join(sysroot, 'usr', 'libexec', 'swift');
  const resources = join(swift, 'lib', 'swift');
  const path = [system, join(resources, 'linux'), join(resources, 'host')].join(':');
  return {
    program: join(system, loader),
    args: ['--library-path', path, join(swift, 'bin', 'swift-frontend'), '-frontend'],
    sdk: Object.entries({
      '-sdk': sysroot,
      '-resource-dir': resources,
      '-plugin-path': join(resources, 'host', 'plugins'),
      '-module-cache-path': join(folder, 'modules'),
    }).flat(),
  };
}

async function verify({ program, args, sdk }) {
  const sample = join(folder, 'Sample.swift');
  await writeFile(sample, 'import Foundation\nlet sample: Data = Data("sample".utf8)\n');
  await run(program, [...args, '-typecheck', ...sdk, sample]);
}
