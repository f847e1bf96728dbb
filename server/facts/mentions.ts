import type { Code, Expression, Node, TypeNode } from '../code/model.js';
import { ancestorsOf, childrenOf, walk } from '../code/walk.js';
import { wordsOf } from '../knowledge/credentials.js';
import { levelOfConstant, type Level } from '../knowledge/levels.js';
import type { LevelApi, LevelMention } from './model.js';
import { enclosingMember } from './scope.js';
import { bare } from './trace.js';
import type { Platforms } from './platforms.js';

/** An expression that spells a level, before it is known what the code does with it. */
export interface SpelledLevel {
  readonly node: Expression;
  readonly level: Level;
  readonly api: LevelApi;
}

/** Every `kSecAttrAccessible…` constant of a text. */
export function secItemLevels(code: Code): SpelledLevel[] {
  const spelled: SpelledLevel[] = [];
  walk(code.root, (node) => {
    if (node.kind !== 'name') return;
    const level = levelOfConstant(node.name);
    if (level) spelled.push({ node, level, api: 'secItem' });
  });
  return spelled;
}

/** The levels of a text as facts, found again by the expression that spells them. */
export class LevelMentions {
  private readonly byNode = new Map<Expression, LevelMention>();
  private readonly selecting = new Set<Expression>();

  constructor(
    private readonly code: Code,
    private readonly spelled: readonly SpelledLevel[],
    private readonly platforms: Platforms,
  ) {}

  /** Says that an expression only selects items. To be called before the first `of`. */
  markSelecting(node: Expression): void {
    this.selecting.add(node);
  }

  of(node: Expression): LevelMention | undefined {
    const known = this.byNode.get(node);
    if (known) return known;
    const found = this.spelled.find((candidate) => candidate.node === node);
    if (!found) return undefined;
    const mention = this.mention(found);
    this.byNode.set(node, mention);
    return mention;
  }

  all(): readonly LevelMention[] {
    return this.spelled.flatMap(({ node }) => this.of(node) ?? []).toSorted((a, b) => a.start - b.start);
  }

  private mention({ node, level, api }: SpelledLevel): LevelMention {
    const token = node.kind === 'member' ? node.nameSpan : node;
    const tvOS = this.platforms.tvOSAt(token);
    return {
      level,
      api,
      spelled: this.code.text.slice(node.start, node.end),
      role: this.selecting.has(node) ? 'selects' : isMapping(node, this.spelled) ? 'maps' : 'sets',
      ...(tvOS && { tvOS }),
      start: token.start,
      end: token.end,
    };
  }
}

const COMPARISONS = new Set(['==', '!=', '===', '!==', '~=']);
/** This many different levels in one declaration are a table of them. */
const A_TABLE = 3;

/** Whether a level stands in a translation or a comparison, or guards what is public: nothing secret has it. */
function isMapping(node: Expression, spelled: readonly SpelledLevel[]): boolean {
  let below: Node = node;
  for (const up of ancestorsOf(node)) {
    if (up.kind === 'binary' && COMPARISONS.has(up.operator)) return true;
    if (up.kind === 'switch' && inSwitchTable(up, below, spelled)) return true;
    if (up.kind === 'list' && levelsIn(up, spelled).size > 1) return true;
    if (up.kind === 'dictionary' && levelsIn(up, spelled).size > 1) return true;
    if (up.kind === 'variable' && wordsOf(up.name).includes('public')) return true;
    if (up.kind === 'type' && inTypeTable(up, below, spelled)) return true;
    below = up;
  }
  const member = enclosingMember(node);
  return member !== undefined && levelsIn(member, spelled).size > A_TABLE;
}

function inSwitchTable(
  node: Extract<Node, { kind: 'switch' }>,
  below: Node,
  spelled: readonly SpelledLevel[],
): boolean {
  const pattern = node.cases.some((entry) => entry.patterns.includes(below));
  return pattern || levelsIn(node, spelled).size > 1;
}

/** Constants or cases side by side, each for one level, as wrappers declare them. */
function inTypeTable(type: TypeNode, below: Node, spelled: readonly SpelledLevel[]): boolean {
  if (!levelOfRow(below, spelled)) return false;
  const rows = childrenOf(type).flatMap((member) => levelOfRow(member, spelled) ?? []);
  return new Set(rows).size >= A_TABLE;
}

/** The level a declaration is a name for: `static let always = Level(rawValue: kSecAttrAccessibleAlways)`. */
function levelOfRow(member: Node, spelled: readonly SpelledLevel[]): Level | undefined {
  const value =
    member.kind === 'variable' ? member.value : member.kind === 'enumCase' ? member.rawValue : undefined;
  if (!value) return undefined;
  const node = bare(value);
  const [only] = node.kind === 'call' && node.args.length === 1 && isTypeName(node.callee) ? node.args : [];
  const level = only ? bare(only.value) : node;
  return spelled.find((one) => one.node === level)?.level;
}

/** `Level(…)`, `.init(…)`: makes a value of a type, rather than telling one to do something. */
function isTypeName(callee: Expression): boolean {
  const name = callee.kind === 'name' || callee.kind === 'member' ? callee.name : '';
  return name === 'init' || /^[A-Z]/.test(name);
}

function levelsIn(node: Node, spelled: readonly SpelledLevel[]): ReadonlySet<Level> {
  const inside = spelled.filter((one) => node.start <= one.node.start && one.node.end <= node.end);
  return new Set(inside.map((one) => one.level));
}
