import type { Code, Expression, Node, TypeNode } from '../code/model.js';
import { nodesIn } from '../code/nodes.js';
import { ancestorsOf, childrenOf } from '../code/walk.js';
import { wordsOf } from '../knowledge/credentials.js';
import { levelOfConstant, type Level } from '../knowledge/levels.js';
import type { Span } from '../span.js';
import type { LevelApi, LevelMention } from './model.js';
import { firstFrom } from './node-index.js';
import { enclosingMember } from './scope.js';
import { bare } from './trace.js';
import type { Platforms } from './platforms.js';

/** An expression that spells a level, before it is known what the code does with it. */
export interface SpelledLevel {
  readonly node: Expression;
  readonly level: Level;
  readonly api: LevelApi;
  /** It is a name that an import binds for this level alone. */
  readonly isBound?: boolean;
}

/** Every `kSecAttrAccessible…` constant of a text. */
export function secItemLevels(code: Code): SpelledLevel[] {
  if (!code.text.includes('kSecAttrAccessible')) return [];
  return nodesIn(code.root, 'name').flatMap((node) => {
    const level = levelOfConstant(node.name);
    return level ? [{ node, level, api: 'secItem' as const }] : [];
  });
}

/** The levels of a text as facts, found again by the expression that spells them. */
export class LevelMentions {
  private readonly byNode = new Map<Expression, LevelMention>();
  private readonly selecting = new Set<Expression>();
  private readonly spelled: SpelledLevels;

  constructor(
    private readonly code: Code,
    spelled: readonly SpelledLevel[],
    private readonly platforms: Platforms,
  ) {
    this.spelled = new SpelledLevels(spelled);
  }

  /** Says that an expression only selects items. To be called before the first `of`. */
  markSelecting(node: Expression): void {
    this.selecting.add(node);
  }

  of(node: Expression): LevelMention | undefined {
    const known = this.byNode.get(node);
    if (known) return known;
    const found = this.spelled.at(node);
    if (!found) return undefined;
    const mention = this.mention(found);
    this.byNode.set(node, mention);
    return mention;
  }

  all(): readonly LevelMention[] {
    return this.spelled.all.flatMap(({ node }) => this.of(node) ?? []).toSorted((a, b) => a.start - b.start);
  }

  private mention({ node, level, api, isBound }: SpelledLevel): LevelMention {
    const token = tokenOf(node);
    const tvOS = this.platforms.tvOSAt(token);
    return {
      level,
      api,
      spelled: this.code.text.slice(node.kind === 'text' ? token.start : node.start, token.end),
      role: this.selecting.has(node) ? 'selects' : isMapping(node, this.spelled) ? 'maps' : 'sets',
      ...(tvOS && { tvOS }),
      ...(isBound && { isBound }),
      start: token.start,
      end: token.end,
    };
  }
}

/** What changes with the level: the name of a member, what is inside the quotes of a string. */
function tokenOf(node: Expression): Span {
  if (node.kind === 'member') return node.nameSpan;
  return node.kind === 'text' ? { start: node.start + 1, end: node.end - 1 } : node;
}

const COMPARISONS = new Set(['==', '!=', '===', '!==', '~=']);
/** This many different levels in one declaration are a table of them. */
const A_TABLE = 3;

/** Whether a level stands in a translation or a comparison, or guards what is public: nothing secret has it. */
function isMapping(node: Expression, spelled: SpelledLevels): boolean {
  let below: Node = node;
  for (const up of ancestorsOf(node)) {
    if (up.kind === 'binary' && COMPARISONS.has(up.operator)) return true;
    if (up.kind === 'switch' && inSwitchTable(up, below, spelled)) return true;
    if (up.kind === 'list' && spelled.levelsIn(up).size > 1) return true;
    if (up.kind === 'dictionary' && spelled.levelsIn(up).size > 1) return true;
    if (up.kind === 'variable' && wordsOf(up.name).includes('public')) return true;
    if (up.kind === 'type' && inTypeTable(up, below, spelled)) return true;
    below = up;
  }
  const member = enclosingMember(node);
  return member !== undefined && spelled.levelsIn(member).size > A_TABLE;
}

function inSwitchTable(
  node: Extract<Node, { kind: 'switch' }>,
  below: Node,
  spelled: SpelledLevels,
): boolean {
  const pattern = node.cases.some((entry) => entry.patterns.includes(below));
  return pattern || spelled.levelsIn(node).size > 1;
}

/** Constants or cases side by side, each for one level, as wrappers declare them. */
function inTypeTable(type: TypeNode, below: Node, spelled: SpelledLevels): boolean {
  if (!levelOfRow(below, spelled)) return false;
  return spelled.rowsOf(type).size >= A_TABLE;
}

/** The level a declaration is a name for: `static let always = Level(rawValue: kSecAttrAccessibleAlways)`. */
function levelOfRow(member: Node, spelled: SpelledLevels): Level | undefined {
  const value =
    member.kind === 'variable' ? member.value : member.kind === 'enumCase' ? member.rawValue : undefined;
  if (!value) return undefined;
  const node = bare(value);
  const [only] = node.kind === 'call' && node.args.length === 1 && isTypeName(node.callee) ? node.args : [];
  const level = only ? bare(only.value) : node;
  return spelled.at(level)?.level;
}

/** `Level(…)`, `.init(…)`: makes a value of a type, rather than telling one to do something. */
function isTypeName(callee: Expression): boolean {
  const name = callee.kind === 'name' || callee.kind === 'member' ? callee.name : '';
  return name === 'init' || /^[A-Z]/.test(name);
}

/** The spelled levels of a text by where they stand. */
class SpelledLevels {
  private readonly byNode = new Map<Expression, SpelledLevel>();
  private readonly inOrder: readonly SpelledLevel[];
  private readonly inside = new Map<Node, ReadonlySet<Level>>();
  private readonly rows = new Map<TypeNode, ReadonlySet<Level>>();

  constructor(readonly all: readonly SpelledLevel[]) {
    for (const one of all) if (!this.byNode.has(one.node)) this.byNode.set(one.node, one);
    this.inOrder = all.toSorted((a, b) => a.node.start - b.node.start);
  }

  at(node: Expression): SpelledLevel | undefined {
    return this.byNode.get(node);
  }

  levelsIn(node: Node): ReadonlySet<Level> {
    const known = this.inside.get(node);
    if (known) return known;
    const levels = new Set<Level>();
    const first = firstFrom(this.inOrder, node.start, (one) => one.node);
    const last = firstFrom(this.inOrder, node.end, (one) => one.node);
    for (const one of this.inOrder.slice(first, last)) if (one.node.end <= node.end) levels.add(one.level);
    this.inside.set(node, levels);
    return levels;
  }

  /** The levels that the declarations of a type are names for. */
  rowsOf(type: TypeNode): ReadonlySet<Level> {
    const known = this.rows.get(type);
    if (known) return known;
    const levels = new Set(childrenOf(type).flatMap((member) => levelOfRow(member, this) ?? []));
    this.rows.set(type, levels);
    return levels;
  }
}
