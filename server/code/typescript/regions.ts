import type { BlockNode, ConditionalRegion, Expression, Node, SwitchNode } from '../model.js';
import { nodesIn, type NodeOf } from '../nodes.js';
import { spanOf } from './lowering.js';

const NATIVE = 'os(iOS) || os(Android)';

/** What `Platform.OS`, `Capacitor.getPlatform()` and `isPlatform('…')` call platforms. */
const PLATFORMS: ReadonlyMap<string, string> = new Map([
  ['ios', 'os(iOS)'],
  ['iphone', 'os(iOS)'],
  ['ipad', 'os(iOS)'],
  ['native', NATIVE],
  ['hybrid', NATIVE],
  ['capacitor', NATIVE],
  ['cordova', NATIVE],
  ['android', 'os(Android)'],
  ['web', 'os(web)'],
  ['mobileweb', 'os(web)'],
  ['pwa', 'os(web)'],
  ['desktop', 'os(web)'],
  ['electron', 'os(web)'],
  ['windows', 'os(Windows)'],
  ['macos', 'os(macOS)'],
]);

/** Flags of React Native, NativeScript and bundlers, and what apps call their own. */
const FLAGS: readonly (readonly [RegExp, string])[] = [
  [/^__DEV__$/, 'DEBUG'],
  [/^(__IOS__|is_?ios)$/i, 'os(iOS)'],
  [/^(__ANDROID__|is_?android)$/i, 'os(Android)'],
  [/^is_?web$/i, 'os(web)'],
];

/** Questions to libraries that only native code answers with yes: Capacitor's, expo-secure-store's. */
const NATIVE_QUESTIONS = /^(isNativePlatform|isNative|isAvailableAsync)$/;

/** Where code runs if a test holds, and where if it does not; undefined where the test leaves that open. */
interface Verdict {
  readonly holds?: string;
  readonly fails?: string;
}

const OPEN: Verdict = {};

/**
 * The stretches of a text that run only on some platforms or only while the app is developed: branches of
 * `Platform.OS === 'web'`, `Platform.select({ web: … })`, `switch (Platform.OS)`, `__DEV__ && …`, and what follows
 * `if (Platform.OS === 'web') return`. Conditions are in the words of Swift's `#if`.
 */
export function regionsIn(root: BlockNode): ConditionalRegion[] {
  return new Regions().in(root);
}

/** Nodes that tell of platforms. */
const KINDS = ['variable', 'if', 'conditional', 'binary', 'switch', 'call'] as const;

class Regions {
  private readonly found: ConditionalRegion[] = [];
  /** Constants of the text that hold the answer to a question about the platform. */
  private readonly flags = new Map<string, Verdict>();

  in(root: BlockNode): ConditionalRegion[] {
    for (const node of nodesIn(root, ...KINDS)) this.visit(node);
    return this.found;
  }

  private visit(node: NodeOf<(typeof KINDS)[number]>): void {
    switch (node.kind) {
      case 'variable':
        this.flags.delete(node.name);
        if (!node.mutable && node.value) this.flags.set(node.name, this.verdictOn(node.value));
        break;
      case 'if':
        this.branches(node);
        break;
      case 'conditional': {
        const { holds, fails } = this.verdictOn(node.test);
        this.add(holds, node.then);
        this.add(fails, node.else);
        break;
      }
      case 'binary':
        if (node.operator === '&&') this.add(this.verdictOn(node.left).holds, node.right);
        if (node.operator === '||') this.add(this.verdictOn(node.left).fails, node.right);
        break;
      case 'switch':
        this.cases(node);
        break;
      case 'call':
        this.found.push(...selected(node));
        break;
    }
  }

  private add(condition: string | undefined, node: Node | undefined): void {
    if (condition !== undefined && node) this.found.push({ condition, ...spanOf(node) });
  }

  private branches({ conditions, then, else: otherwise, parent, end }: Extract<Node, { kind: 'if' }>): void {
    const [test] = conditions;
    const { holds, fails } = test && isValue(test) ? this.verdictOn(test) : OPEN;
    this.add(holds, then);
    this.add(fails, otherwise);
    if (fails === undefined || otherwise || !then || !leaves(then) || parent?.kind !== 'block') return;
    this.found.push({ condition: fails, start: end, end: parent.end });
  }

  /** `switch (Platform.OS) { case 'web': … }`; a case that another one falls into runs on both. */
  private cases({ subject, cases }: SwitchNode): void {
    if (!subject || !asksPlatform(subject)) return;
    for (const [index, { patterns, body }] of cases.entries()) {
      const before = cases[index - 1];
      const [only, ...others] = patterns;
      const isFallenInto = before !== undefined && !leaves(before.body);
      if (only && others.length === 0 && !isFallenInto && isValue(only))
        this.add(PLATFORMS.get(textOf(only) ?? ''), body);
    }
  }

  /** What a test asks about the platform; open when it asks anything else. */
  private verdictOn(node: Expression): Verdict {
    switch (node.kind) {
      case 'name':
        return this.flags.get(node.name) ?? flagNamed(node.name);
      case 'await':
        return this.verdictOn(node.operand);
      case 'unary': {
        const { holds, fails } = node.operator === '!' ? this.verdictOn(node.operand) : OPEN;
        return verdict(fails, holds);
      }
      case 'binary':
        return this.verdictOnBinary(node);
      case 'member':
        return isNamed(node.object, /^Platform$/) && /^isTV(OS)?$/.test(node.name)
          ? answered('os(tvOS)')
          : flagNamed(node.name);
      case 'call':
        return answered(platformAsked(node));
      default:
        return OPEN;
    }
  }

  private verdictOnBinary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>): Verdict {
    if (operator === '&&' || operator === '||') {
      const [one, other] = [this.verdictOn(left), this.verdictOn(right)];
      // Of two tests either may fail; where one alone decides, the other does not matter.
      return operator === '&&'
        ? verdict(one.holds ?? other.holds, either(one.fails, other.fails))
        : verdict(either(one.holds, other.holds), one.fails ?? other.fails);
    }
    if (!/^[!=]==?$/.test(operator) || !asksPlatform(left)) return OPEN;
    const { holds, fails } = answered(PLATFORMS.get(textOf(right) ?? ''));
    return operator.startsWith('!') ? verdict(fails, holds) : verdict(holds, fails);
  }
}

function verdict(holds: string | undefined, fails: string | undefined): Verdict {
  return { ...(holds !== undefined && { holds }), ...(fails !== undefined && { fails }) };
}

/** The answer to a question that is about the platform and nothing else. */
function answered(condition: string | undefined): Verdict {
  return condition === undefined ? OPEN : { holds: condition, fails: `!(${condition})` };
}

/** Both ways together, where each can be told. */
function either(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return undefined;
  return one.startsWith('!') || other.startsWith('!') ? undefined : `${one} || ${other}`;
}

function flagNamed(name: string): Verdict {
  return answered(FLAGS.find(([names]) => names.test(name))?.[1]);
}

function isValue(node: Node): node is Expression {
  return /^(name|member|binary|unary|call|await|text)$/.test(node.kind);
}

function textOf(node: Expression): string | undefined {
  const [only, ...others] = node.kind === 'text' ? node.parts : [];
  return typeof only === 'string' && others.length === 0 ? only : undefined;
}

function isNamed(node: Expression | undefined, names: RegExp): boolean {
  return node?.kind === 'name' && names.test(node.name);
}

/** `Platform.OS`, `Capacitor.getPlatform()` */
function asksPlatform(node: Expression): boolean {
  const asked = node.kind === 'call' ? node.callee : node;
  if (asked.kind === 'name') return node.kind === 'call' && asked.name === 'getPlatform';
  return asked.kind === 'member' && /^(OS|getPlatform)$/.test(asked.name);
}

/** `Capacitor.isNativePlatform()`, `isWeb()`, Ionic's `isPlatform('ios')` and `platform.is('ios')` */
function platformAsked({ callee, args }: Extract<Expression, { kind: 'call' }>): string | undefined {
  if (callee.kind !== 'member' && callee.kind !== 'name') return undefined;
  if (NATIVE_QUESTIONS.test(callee.name)) return NATIVE;
  const isAsking =
    callee.name === 'isPlatform' ||
    (callee.kind === 'member' && callee.name === 'is' && isPlatformService(callee.object));
  if (isAsking) return PLATFORMS.get((args[0] && textOf(args[0].value)) ?? '');
  return flagNamed(callee.name).holds;
}

/** `platform`, `this.platform` */
function isPlatformService(node: Expression | undefined): boolean {
  return (node?.kind === 'name' || node?.kind === 'member') && /^_?platform$/i.test(node.name);
}

/** The entries of `Platform.select({ ios: …, default: … })`. */
function selected({ callee, args }: Extract<Expression, { kind: 'call' }>): ConditionalRegion[] {
  const isSelect =
    callee.kind === 'member' && callee.name === 'select' && isNamed(callee.object, /^Platform$/);
  const choices = isSelect ? args[0]?.value : undefined;
  if (choices?.kind !== 'dictionary') return [];
  const named = choices.entries.map(({ key, value }) => ({ name: (key && textOf(key)) ?? '', value }));
  const hasOwn = named.some(({ name }) => name === 'ios' || name === 'native');
  return named.flatMap(({ name, value }) => {
    const condition = name === 'default' && hasOwn ? '!(os(iOS))' : PLATFORMS.get(name);
    return condition === undefined ? [] : [{ condition, ...spanOf(value) }];
  });
}

/** Whether nothing that follows a block runs after it. */
function leaves({ statements }: BlockNode): boolean {
  const last = statements.at(-1);
  return last?.kind === 'jump' || (last?.kind === 'block' && leaves(last));
}
