import { describe, expect, it } from 'vitest';
import type { Node } from '../../server/code/model.js';
import { walk } from '../../server/code/walk.js';
import { Platforms } from '../../server/facts/platforms.js';
import { codeOf } from '../rules/analyzer.js';

/** Whether the call of `here` is in what people install on an iPhone; undefined when there is none. */
function runsOnPhone(text: string, path: string): boolean | undefined {
  const code = codeOf(text, path);
  let call: Node | undefined;
  walk(code.root, (node) => {
    if (node.kind === 'call' && node.callee.kind === 'name' && node.callee.name === 'here') call = node;
  });
  return call && new Platforms(code, path).isShipped(call);
}

describe('code that runs elsewhere', () => {
  it.each([
    `if (Platform.OS === 'web') here();`,
    `if (Platform.OS === 'android') { here(); }`,
    `if (Platform.OS !== 'ios') here();`,
    `if (Platform.OS === 'ios') other(); else here();`,
    `if (Platform.OS === 'web' && isOpen) here();`,
    `if (isOpen && Platform.OS === 'web') here();`,
    `if (Platform.OS === 'web' || Platform.OS === 'windows') here();`,
    `if (Platform.OS === 'ios' || isOpen) other(); else here();`,
    `if (Platform.OS === 'ios' || Platform.OS === 'android') other(); else here();`,
    `if (!(Platform.OS === 'ios')) here();`,
    `function f() { if (Platform.OS !== 'web') return other(); here(); }`,
    `function f() { if (Platform.OS === 'ios') { throw new Error(); } here(); }`,
    `for (const a of b) { if (isIOS) continue; here(); }`,
    `const a = Platform.OS === 'web' ? here() : other();`,
    `const a = Platform.OS === 'ios' ? other() : here();`,
    `Platform.OS === 'web' && here();`,
    `Platform.OS === 'ios' || here();`,
    `const isBrowser = Platform.OS === 'web'; if (isBrowser) here();`,
    `const { isWeb } = usePlatform(); if (isWeb) here();`,
    `if (isWeb()) here();`,
    `if (IS_WEB) here();`,
    `if (platform.isWeb) here();`,
    `if (!Capacitor.isNativePlatform()) here();`,
    `if (Capacitor.getPlatform() === 'web') here();`,
    `if (isPlatform('android')) here();`,
    `if (!isPlatform('hybrid')) here();`,
    `class A { f() { if (this.platform.is('mobileweb')) here(); } }`,
    `async () => { if (!(await SecureStore.isAvailableAsync())) here(); }`,
    `switch (Platform.OS) { case 'web': here(); break; default: other(); }`,
    `Platform.select({ ios: () => other(), web: () => here() });`,
    `Platform.select({ ios: () => other(), default: () => here() });`,
    `Platform.select({ native: () => other(), default: () => here() });`,
    `if (__DEV__) here();`,
    `__DEV__ && here();`,
  ])('%s', (text) => {
    expect(runsOnPhone(text, 'src/a.tsx')).toBe(false);
  });

  it.each(['src/store.web.ts', 'src/store.android.ts', 'src/store.windows.tsx'])('%s', (path) => {
    expect(runsOnPhone('here();', path)).toBe(false);
  });
});

describe('code that runs on a phone', () => {
  it.each([
    `if (Platform.OS === 'ios') here();`,
    `if (Platform.OS !== 'web') here();`,
    `if (Platform.OS !== 'android') here();`,
    `if (Platform.OS === 'web') other(); else here();`,
    `if (Platform.OS === 'ios' && version > 13) other(); else here();`,
    `if (version > 13 && Platform.OS === 'ios') other(); else here();`,
    `if (Platform.OS === 'web' || isOpen) here();`,
    `if (Platform.OS === 'ios' || Platform.OS === 'web') here();`,
    `function f() { if (Platform.OS === 'ios' && isOld) return; here(); }`,
    `function f() { if (Platform.OS === 'web') return; here(); }`,
    `function f() { if (Platform.OS === 'ios') { other(); } here(); }`,
    `const a = Platform.OS === 'web' ? other() : here();`,
    `Platform.OS === 'web' || here();`,
    `Platform.OS === 'ios' && here();`,
    `if (system === 'web') here();`,
    `if (isWebSocket) here();`,
    `const isWeb = location.startsWith('web'); if (isWeb) here();`,
    `if (Capacitor.isNativePlatform()) here();`,
    `if (isPlatform('ios')) here();`,
    `if (list.is('web')) here();`,
    `switch (Platform.OS) { case 'web': other(); break; case 'ios': here(); }`,
    `switch (Platform.OS) { case 'ios': other(); case 'web': here(); }`,
    `switch (kind) { case 'web': here(); }`,
    `Platform.select({ ios: () => here(), web: () => other() });`,
    `Platform.select({ android: () => other(), default: () => here() });`,
    `theme.select({ web: () => here() });`,
    `if (!__DEV__) here();`,
  ])('%s', (text) => {
    expect(runsOnPhone(text, 'src/a.tsx')).toBe(true);
  });

  it.each(['src/store.ios.ts', 'src/store.native.ts', 'src/web.ts', 'src/web/store.ts'])('%s', (path) => {
    expect(runsOnPhone('here();', path)).toBe(true);
  });
});
