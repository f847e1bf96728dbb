// Loaded into a process before its own program: each look at a source file takes as long as on a slow network drive.
const fs = require('node:fs');

const DELAY_MS = 15;
const SOURCE = /\.(?:swift|tsx?|jsx?)$/;

const pause = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, DELAY_MS);
const later = () => new Promise((resolve) => setTimeout(resolve, DELAY_MS));

for (const name of ['readFileSync', 'statSync']) {
  const own = fs[name];
  fs[name] = (file, ...rest) => {
    if (SOURCE.test(String(file))) pause();
    return own(file, ...rest);
  };
}

for (const name of ['readFile', 'stat']) {
  const own = fs.promises[name];
  fs.promises[name] = async (file, ...rest) => {
    if (SOURCE.test(String(file))) await later();
    return own.call(fs.promises, file, ...rest);
  };
}
