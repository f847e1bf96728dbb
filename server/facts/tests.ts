import type { Code } from '../code/model.js';

/** Folders of tests, mocks and previews, as Xcode, SwiftPM and Jest name them. */
const TEST_FOLDER =
  /^(\w*(Tests?|Specs?|Mocks?|Fakes|Stubs|Fixtures)|__tests__|__mocks__|Preview Content|e2e)$/;
const TEST_FILE =
  /(Tests?|Specs?|Mocks?|Fake|Stub|Preview|PreviewData)\.\w+$|^(Mock|Fake|Stub)[A-Z]|\.(test|spec)\.\w+$/;
const TEST_MODULES = new Set(['XCTest', 'Testing', 'Quick', 'Nimble']);

/** Folders and modules of code that runs on a server, next to an app in the same package. */
const SERVER_FOLDER = /^(server|backend|functions|lambda|supabase)$/;
const SERVER_MODULES =
  /^(express|fastify|koa|hono|@nestjs\/.+|next\/server|ws|pg|mongoose|mysql2?|drizzle-orm(\/.+)?|firebase-functions(\/.+)?|firebase-admin(\/.+)?|(node:)?(http|https|net|fs|child_process)|deno\.land\/.+|https:\/\/.+)$/;

/** Whether a script runs on a server or a build machine and not on a phone. */
export function isServerCode(path: string, code: Code): boolean {
  if (code.language !== 'typescript') return false;
  const folders = path.split('/').slice(0, -1);
  if (folders.some((part) => SERVER_FOLDER.test(part))) return true;
  // A tool that somebody runs by hand.
  if (code.text.startsWith('#!') || /\bprocess\.argv\b/.test(code.text)) return true;
  return code.root.statements.some(
    (node) => node.kind === 'import' && !node.typeOnly && SERVER_MODULES.test(node.module),
  );
}

/** Whether a text is a test, a mock or a preview, by its place or by what it imports. */
export function isTestCode(path: string, code: Code): boolean {
  if (isTestPath(path)) return true;
  return code.root.statements.some((node) => node.kind === 'import' && TEST_MODULES.has(node.module));
}

/** Whether a file is a test, a mock or a preview by its place. */
export function isTestPath(path: string): boolean {
  const parts = path.split('/');
  const file = parts.pop() ?? '';
  return TEST_FILE.test(file) || parts.some((part) => TEST_FOLDER.test(part));
}
