import type { CallNode } from '../../../code/model.js';
import { isRemoving } from '../../../knowledge/sign-out.js';
import { isOwnModule } from '../../modules.js';
import { thingsIn, type Things } from '../../things.js';
import type { CallTarget } from '../../storage/storage-model.js';
import type { Callables } from '../../callables.js';

/** What brings a module of native code to JavaScript: React Native's, Expo's, Capacitor's, Nitro's. */
const BRIDGES =
  /^(NativeModules(Proxy)?\.\w+|TurboModuleRegistry\.get(Enforcing)?\(\)|require(Optional)?NativeModule\(\)|registerPlugin\(\)|NitroModules\.createHybridObject\(\))/;

/** Whether something of a package is a module of native code, or in one. */
export function isBridge(way: string): boolean {
  return BRIDGES.test(way.replace(/^default\./, ''));
}

/** The calls of a text that run native code, or may: those of what another file has. */
export class Bridges {
  /** Functions of native code, by name. */
  readonly functions = new Set<string>();
  /** Calls that take something away, by the name of what they call, in other files. */
  readonly removals = new Map<string, CallTarget>();
  private readonly things: Things;

  constructor(
    { code, scopes }: Callables,
    private readonly file: string,
  ) {
    this.things = thingsIn(code, scopes);
  }

  /** `NativeModules.Session.clearTokens()`, `Session.clearTokens()` with `import Session from './NativeSession'` */
  add({ callee }: CallNode): void {
    const thing = this.things.of(callee);
    if (thing?.kind !== 'imported') return;
    const { module, way } = thing;
    const name = /[^.()]+$/.exec(way)?.[0];
    if (name === undefined) return;
    if (isBridge(way)) this.functions.add(name);
    else if (isOwnModule(module) && isRemoving(name))
      this.removals.set(`${module} ${way}`, { module, file: this.file, way });
  }
}
