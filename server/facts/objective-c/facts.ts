import { methodsIn } from '../../syntax/objective-c/methods.js';
import { tokensOf } from '../../syntax/objective-c/tokens.js';
import type { Level } from '../../knowledge/levels.js';
import { NO_KEYCHAIN } from '../keychain/keychain-model.js';
import type { FileFacts } from '../model.js';
import { NO_SESSION } from '../session/session-model.js';
import { NO_STORAGE } from '../storage/storage-model.js';
import { isTestPath } from '../tests.js';
import { Expressions } from './expressions.js';
import { sessionOf } from './session.js';
import { levelsIn, StorageReader } from './storage.js';

/**
 * What a text in Objective-C does with credentials, as far as the other files of its app need to know: which methods
 * there are, what they call, and which items they keep and remove. It is not judged itself.
 * @param included the project wants the text looked at, even if it is a test
 */
export function objectiveCFacts(path: string, text: string, included = false): FileFacts {
  const read = new Expressions(tokensOf(text));
  const methods = methodsIn(read.tokens);
  const bySelector = new Map(methods.map((method) => [method.parts[0]?.label ?? '', method]));
  const levelsOf = (selector: string): ReadonlySet<Level> => {
    const method = bySelector.get(selector);
    return method ? levelsIn(method, read) : new Set();
  };
  const storage = methods.map((method) => new StorageReader(method, read, levelsOf).all());
  const session = methods.map((method) => sessionOf(method, read));
  return {
    path,
    language: 'objectiveC',
    text,
    comments: [],
    isTest: !included && isTestPath(path),
    levels: [],
    writes: [],
    queries: [],
    keychain: NO_KEYCHAIN,
    storage: {
      ...NO_STORAGE,
      uses: storage.flatMap(({ uses }) => uses),
      calls: storage.flatMap(({ calls }) => calls),
      constants: [...read.constants].map(([name, content]) => ({
        path: name,
        text: content,
        isCase: false,
        isGlobal: true,
      })),
    },
    session: {
      ...NO_SESSION,
      functions: session.flatMap(({ functions }) => functions),
      caches: session.flatMap(({ caches }) => caches),
      observers: session.flatMap(({ observers }) => observers),
    },
    logged: [],
    secrets: [],
  };
}
