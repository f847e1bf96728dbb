// npm run test:desktop: the suites of the extension host in a desktop VS Code, which is downloaded.
import { runHostSuites } from './editor-suites.mjs';
import { prepareExtension } from './setup.mjs';

await prepareExtension();
const { passed, failed } = await runHostSuites('desktop');
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
