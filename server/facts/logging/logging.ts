import type { Code, Expression, Node } from '../../code/model.js';
import { ownNames } from '../../knowledge/vocabulary.js';
import type { Span } from '../../span.js';
import { Containers } from './containers.js';
import { isDevelopmentOnly } from './context.js';
import { Leaks, type Leak } from './leaks.js';
import type { LoggedCredential, LoggedValue } from './model.js';
import { LogSinks, type Exposed, type LogCall } from './sinks.js';
import type { Scopes } from '../scope.js';
import { trace } from '../trace.js';

/** Without one of these words, or a word that ends in one of the latter, a text logs nothing. */
const LOGS =
  /\b(?:console|consola|Reactotron|Sentry|print|debugPrint|dump|NSLog|os_log|DDLog\w+|Crashlytics)\b|(?:[Bb]readcrumb|[Aa]nalytics|[Ll]og(?:ger|ging|s|Message|[A-Z]\w*)?)\b/;

/** The credentials that a text logs, in its order. */
export function loggedCredentials(code: Code, scopes: Scopes): LoggedCredential[] {
  if (!LOGS.test(code.text) && !ownNames().loggers.some((name) => code.text.includes(name))) return [];
  const leaks = new Leaks(scopes, new Containers(code, scopes), code);
  return new LogSinks(code, scopes)
    .all()
    .filter((call) => !isDevelopmentOnly(call.node, code))
    .flatMap((call) => call.exposed.flatMap((exposed) => factsOf(call, exposed, leaks, scopes, code)))
    .toSorted((a, b) => a.start - b.start);
}

function factsOf(
  call: LogCall,
  exposed: Exposed,
  leaks: Leaks,
  scopes: Scopes,
  code: Code,
): readonly LoggedCredential[] {
  const statement = statementOf(call.node, code.text);
  return leaks.of(exposed.expression, call.sink === 'dump' || code.language === 'typescript').map((leak) => {
    const value = valueOf(leak, call, scopes, code.text);
    return {
      kind: leak.kind,
      sink: call.sink,
      channel: call.channel,
      name: leak.name,
      ...(leak.holds !== undefined && { holds: leak.holds }),
      ...(leak.type !== undefined && { type: leak.type }),
      ...(exposed.publicWord && { publicWord: exposed.publicWord }),
      ...(value && { value }),
      ...(statement && { statement }),
      start: leak.node.start,
      end: leak.node.end,
    };
  });
}

/** The lines of a statement that nothing else depends on. */
function statementOf(node: Node, text: string): Span | undefined {
  const block = node.parent;
  if (block?.kind !== 'block') return undefined;
  // A case of a switch must not be left empty.
  if (block.parent?.kind === 'switch' && block.statements.length === 1) return undefined;
  const lineStart = text.lastIndexOf('\n', node.start - 1) + 1;
  const nextLine = text.indexOf('\n', node.end);
  const lineEnd = nextLine === -1 ? text.length : nextLine;
  const end = text[node.end] === ';' ? node.end + 1 : node.end;
  const alone = text.slice(lineStart, node.start).trim() === '' && text.slice(end, lineEnd).trim() === '';
  if (!alone) return { start: node.start, end };
  return { start: lineStart, end: Math.min(lineEnd + 1, text.length) };
}

/** Where the value stands in the message, when the whole of a place is it. */
function valueOf(leak: Leak, call: LogCall, scopes: Scopes, text: string): LoggedValue | undefined {
  let place: Expression = leak.node;
  // The place holds all of `token ?? "none"` and `String(describing: token)`.
  while (
    place.parent &&
    place.parent !== call.node &&
    place.parent.kind !== 'text' &&
    isValue(place.parent)
  ) {
    place = place.parent;
  }
  const expression = { start: place.start, end: place.end };
  const unit = place === leak.node && leak.holds === undefined ? unitOf(leak, scopes) : undefined;
  const counted = unit && { unit };
  if (place.parent?.kind === 'text') {
    const around = interpolationAround(expression, text);
    return around && { ...around, form: 'interpolation', expression, ...counted };
  }
  if (place.parent !== call.node || !TAKES_ANYTHING.test(call.sink)) return undefined;
  return { ...expression, form: 'argument', expression, ...counted };
}

/** Functions whose arguments may be of any type. */
const TAKES_ANYTHING = /^(print|debugPrint|NSLog|console\.\w+)$/;

function isValue(node: Node): node is Expression {
  return (
    node.kind === 'binary' ||
    node.kind === 'unary' ||
    node.kind === 'cast' ||
    node.kind === 'try' ||
    node.kind === 'await' ||
    node.kind === 'member' ||
    (node.kind === 'call' && node.callee.kind === 'name' && /^[A-Z]/.test(node.callee.name))
  );
}

/** What the length of a value counts, where it has one for certain. */
function unitOf(leak: Leak, scopes: Scopes): LoggedValue['unit'] {
  if (leak.node.kind !== 'name') return undefined;
  const { type } = trace(leak.node, scopes);
  return type === 'String' || type === 'string' ? 'characters' : type === 'Data' ? 'bytes' : undefined;
}

/** `\(…)` or `${…}` around a value that is all of it. */
function interpolationAround(value: Span, text: string): Span | undefined {
  const before = /(\\#*\(|\$\{)\s*$/.exec(text.slice(Math.max(0, value.start - 20), value.start));
  const after = /^\s*[)}]/.exec(text.slice(value.end, value.end + 20));
  return before && after
    ? { start: value.start - before[0].length, end: value.end + after[0].length }
    : undefined;
}
