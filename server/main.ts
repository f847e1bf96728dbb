// One bundle for the server and the command line tool, which share nearly all of their code: it serves when it is
// started itself, and `cli.cjs` beside it calls into it.
import { serve } from './node.js';

/** Written by the bundler: whether the bundle is what was started. */
declare const isMainModule: boolean;

if (isMainModule) serve();

export { runProgram } from './cli.js';
