import type { BlockNode, ConditionalRegion, Expression, Node } from '../model.js';
import { walk } from '../walk.js';
import { spanOf } from './lowering.js';

const PLATFORMS: Readonly<Record<string, string>> = {
  ios: 'os(iOS)',
  native: 'os(iOS) || os(Android)',
  android: 'os(Android)',
  web: 'os(web)',
  windows: 'os(Windows)',
  macos: 'os(macOS)',
  electron: 'os(web)',
};

/** Flags of React Native, NativeScript and bundlers. */
const FLAGS: Readonly<Record<string, string>> = {
  __DEV__: 'DEBUG',
  __IOS__: 'os(iOS)',
  __ANDROID__: 'os(Android)',
  isIOS: 'os(iOS)',
  isAndroid: 'os(Android)',
};

/**
 * The stretches of a text that run only on some platforms or only while the app is developed: branches of
 * `Platform.OS === 'web'`, `Platform.select({ web: … })`, `__DEV__ && …`, and what follows
 * `if (Platform.OS === 'web') return`. Conditions are in the words of Swift's `#if`.
 */
export function regionsIn(root: BlockNode): ConditionalRegion[] {
  const flags = new Map<string, string>(Object.entries(FLAGS));
  const regions: ConditionalRegion[] = [];
  const add = (condition: string | undefined, node: Node | undefined): void => {
    if (condition !== undefined && node) regions.push({ condition, ...spanOf(node) });
  };
  walk(root, (node) => {
    switch (node.kind) {
      case 'variable': {
        const condition = !node.mutable && node.value ? conditionOf(node.value, flags) : undefined;
        if (condition !== undefined) flags.set(node.name, condition);
        else if (node.binding !== 'declaration') flags.delete(node.name);
        break;
      }
      case 'if': {
        const [test] = node.conditions;
        const condition = test && isValue(test) ? conditionOf(test, flags) : undefined;
        add(condition, node.then);
        add(condition && negated(condition), node.else);
        if (condition !== undefined && !node.else && node.then && leaves(node.then)) {
          const around = node.parent;
          if (around?.kind === 'block')
            regions.push({ condition: negated(condition), start: node.end, end: around.end });
        }
        break;
      }
      case 'conditional': {
        const condition = conditionOf(node.test, flags);
        add(condition, node.then);
        add(condition && negated(condition), node.else);
        break;
      }
      case 'binary':
        if (node.operator === '&&') add(conditionOf(node.left, flags), node.right);
        break;
      case 'call':
        regions.push(...selected(node));
        break;
    }
  });
  return regions;
}

function isValue(node: Node): node is Expression {
  return (
    node.kind === 'name' ||
    node.kind === 'member' ||
    node.kind === 'binary' ||
    node.kind === 'unary' ||
    node.kind === 'call'
  );
}

/** What an expression asks about the platform, as a condition; undefined when it asks anything else. */
function conditionOf(node: Expression, flags: ReadonlyMap<string, string>): string | undefined {
  switch (node.kind) {
    case 'name':
      return flags.get(node.name);
    case 'unary': {
      const operand = node.operator === '!' ? conditionOf(node.operand, flags) : undefined;
      return operand && negated(operand);
    }
    case 'binary':
      return conditionOfBinary(node, flags);
    case 'member':
      return node.object?.kind === 'name' && node.object.name === 'Platform' && /^isTV(OS)?$/.test(node.name)
        ? 'os(tvOS)'
        : undefined;
    case 'call':
      return conditionOfCall(node);
    default:
      return undefined;
  }
}

function conditionOfBinary(
  { operator, left, right }: Extract<Expression, { kind: 'binary' }>,
  flags: ReadonlyMap<string, string>,
): string | undefined {
  if (operator === '&&') return conditionOf(left, flags) ?? conditionOf(right, flags);
  if (operator === '||') {
    const [one, other] = [conditionOf(left, flags), conditionOf(right, flags)];
    return one !== undefined && other !== undefined ? `${one} || ${other}` : undefined;
  }
  if (!/^[!=]==?$/.test(operator) || !asksPlatform(left)) return undefined;
  const name = right.kind === 'text' ? right.parts[0] : undefined;
  const condition = typeof name === 'string' && Object.hasOwn(PLATFORMS, name) ? PLATFORMS[name] : undefined;
  return condition && (operator.startsWith('!') ? negated(condition) : condition);
}

/** `Platform.OS`, `Capacitor.getPlatform()`, `process.env.NODE_ENV` is none. */
function asksPlatform(node: Expression): boolean {
  const asked = node.kind === 'call' ? node.callee : node;
  return (
    asked.kind === 'member' &&
    asked.object?.kind === 'name' &&
    ((asked.object.name === 'Platform' && asked.name === 'OS') ||
      (asked.object.name === 'Capacitor' && asked.name === 'getPlatform'))
  );
}

/** `Capacitor.isNativePlatform()`, Ionic's `platform.is('ios')`. */
function conditionOfCall({ callee, args }: Extract<Expression, { kind: 'call' }>): string | undefined {
  if (callee.kind !== 'member' && callee.kind !== 'name') return undefined;
  if (callee.name === 'isNativePlatform') return PLATFORMS['native'];
  if (callee.name !== 'isPlatform') return undefined;
  const name = args[0]?.value.kind === 'text' ? args[0].value.parts[0] : undefined;
  return typeof name === 'string' && Object.hasOwn(PLATFORMS, name) ? PLATFORMS[name] : undefined;
}

/** The entries of `Platform.select({ ios: …, web: … })`. */
function selected({ callee, args }: Extract<Expression, { kind: 'call' }>): ConditionalRegion[] {
  const isSelect =
    callee.kind === 'member' &&
    callee.name === 'select' &&
    callee.object?.kind === 'name' &&
    callee.object.name === 'Platform';
  const choices = isSelect ? args[0]?.value : undefined;
  if (choices?.kind !== 'dictionary') return [];
  return choices.entries.flatMap(({ key, value }) => {
    const name = key?.kind === 'text' ? key.parts[0] : undefined;
    const condition =
      typeof name === 'string' && Object.hasOwn(PLATFORMS, name) ? PLATFORMS[name] : undefined;
    return condition === undefined ? [] : [{ condition, ...spanOf(value) }];
  });
}

function negated(condition: string): string {
  const inner = /^!\((.*)\)$/.exec(condition)?.[1];
  return inner ?? `!(${condition})`;
}

/** Whether nothing that follows a block runs after it. */
function leaves({ statements }: BlockNode): boolean {
  return statements.at(-1)?.kind === 'jump';
}
