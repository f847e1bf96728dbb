import type { Code, MemberNode, Node } from '../../code/model.js';
import { ancestorsOf } from '../../code/walk.js';
import type { AnswerRepair, Named } from './model.js';
import { indentAt } from './repairs.js';

/** Stores whose contents or level of protection a copied statement would get wrong. */
const NOT_TO_COPY = /UserDefaults|[dD]efaults|ccessib|kSec|AppStorage/;

/**
 * The statement that stores the access token, written for the refresh token. Only where every name in it that
 * changes with the token is known to this text: the property, the key, the function.
 */
export function answerRepair(
  access: MemberNode,
  field: Named & { readonly optional?: boolean },
  { code: { text } }: { readonly code: Code },
): AnswerRepair | undefined {
  const statement = statementAround(access);
  const indent = statement && indentAt(text, statement.start);
  if (!statement || indent === undefined || field.optional === undefined) return undefined;
  const source = text.slice(statement.start, statement.end);
  if (source.includes('\n') || NOT_TO_COPY.test(source) || statement.kind === 'jump') return undefined;
  const value = `${text.slice(access.start, access.nameSpan.start)}${field.name}`;
  const before = source.slice(0, access.start - statement.start);
  const after = source.slice(access.end - statement.start);
  if (!isAccess(before) && !isAccess(after)) return undefined;
  const copied = [before, after].map(forRefreshToken);
  const names = copied.flatMap((part) => part.match(/[\w-]*(refresh|Refresh|REFRESH)[\w-]*/g) ?? []);
  if (!names.every((name) => text.includes(name))) return undefined;
  const step = indent.includes('\t') ? '\t' : '    ';
  return {
    at: statement.start,
    indent,
    step,
    statement: copied.join(field.optional ? field.name : value),
    value,
    optional: field.optional,
  };
}

function isAccess(part: string): boolean {
  return /[aA]ccess[_.-]?[tT]oken|ACCESS_TOKEN/.test(part);
}

function forRefreshToken(part: string): string {
  return part
    .replace(/access(?=[_.-]?[tT]oken)/g, 'refresh')
    .replace(/Access(?=[_.-]?[tT]oken)/g, 'Refresh')
    .replace(/ACCESS(?=_TOKEN)/g, 'REFRESH');
}

/** The statement of a block that a node is in, when it stands there alone: a call or an assignment. */
function statementAround(node: Node): Node | undefined {
  let inner: Node = node;
  for (const up of ancestorsOf(node)) {
    if (up.kind === 'block') return inner;
    if (up.kind === 'variable' || up.kind === 'if') return undefined;
    inner = up;
  }
  return undefined;
}
