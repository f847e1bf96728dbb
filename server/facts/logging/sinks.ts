import type { Argument, AssignNode, CallNode, Code, Expression, TextNode } from '../../code/model.js';
import { nodesIn } from '../../code/nodes.js';
import {
  channelOfFunction,
  channelOfMethod,
  isConsole,
  isLoggerName,
  NAMES_EVENT_FIRST,
  OS_LOGGER_METHODS,
  PRIVATE_BY_DEFAULT,
  type LogChannel,
} from '../../knowledge/loggers.js';
import type { Span } from '../../span.js';
import type { Scopes } from '../scope.js';
import { declarationOf, literalText } from '../trace.js';

/** Something that a logging call writes out in plain text. */
export interface Exposed {
  readonly expression: Expression;
  /** The word `public` that makes it so, where it would be redacted otherwise. */
  readonly publicWord?: Span;
}

/** A call (or an assignment to a breadcrumb) that logs. */
export interface LogCall {
  readonly node: CallNode | AssignNode;
  readonly sink: string;
  readonly channel: LogChannel;
  readonly exposed: readonly Exposed[];
}

/** Labels of what goes into a message; what has another one does when it is written as a text. */
const MESSAGE_LABELS =
  /message|msg|metadata|data|info|context|extra|propert|param|value|detail|payload|item|text|string|attribute|dictionary|object|body|keys/i;

/** Arguments that are about the message and no part of it. */
const ABOUT_MESSAGE =
  /^(file|function|line|column|category|level|type|separator|terminator|log|dso|subsystem|tag|logLevel|forKey)$/;

function isMessage({ label, value }: Argument): boolean {
  if (label === undefined) return true;
  return !ABOUT_MESSAGE.test(label) && (value.kind === 'text' || MESSAGE_LABELS.test(label));
}

/** Finds the logging calls of a text, and what of their arguments can be read in the log. */
export class LogSinks {
  private readonly importsOSLog: boolean;

  constructor(
    private readonly code: Code,
    private readonly scopes: Scopes,
  ) {
    this.importsOSLog = code.root.statements.some(
      (node) => node.kind === 'import' && PRIVATE_BY_DEFAULT.has(node.module),
    );
  }

  all(): LogCall[] {
    return nodesIn(this.code.root, 'call', 'assign').flatMap(
      (node) => (node.kind === 'call' ? this.ofCall(node) : ofBreadcrumb(node)) ?? [],
    );
  }

  private ofCall(node: CallNode): LogCall | undefined {
    const { callee } = node;
    if (callee.kind === 'name') return this.ofFunction(node, callee.name);
    if (callee.kind !== 'member') return undefined;
    const path = callee.object ? pathOf(callee.object) : undefined;
    if (!path) return undefined;
    if (path.length === 1 && path[0] === 'Swift') return this.ofFunction(node, callee.name);
    const isScript = this.code.language === 'typescript';
    const channel =
      (isScript && isConsole(path, callee.name) ? 'console' : channelOfMethod(path, callee.name)) ??
      methodLikeFunction(callee.name);
    if (!channel) return undefined;
    const sink = [...path.filter((name) => name !== 'self' && name !== 'Self'), callee.name].join('.');
    if (!isScript && channel === 'appLog' && this.isOSLogger(node, callee.object)) {
      return { node, sink, channel: 'systemLog', exposed: publicParts(node) };
    }
    const exposed = exposedArguments(node);
    return {
      node,
      sink,
      channel,
      exposed: namesEvent(exposed[0], node, callee.name) ? exposed.slice(1) : exposed,
    };
  }

  private ofFunction(node: CallNode, name: string): LogCall | undefined {
    if (name === 'os_log')
      return { node, sink: name, channel: 'systemLog', exposed: publicArguments(node, this.code.text) };
    const isSwiftOnly = /^(print|debugPrint|dump|NSLog|DDLog\w+|CLS\w*Log)$/.test(name);
    const channel = this.code.language === 'typescript' && isSwiftOnly ? undefined : channelOfFunction(name);
    // `print(text, to: &buffer)` writes to the buffer.
    if (!channel || node.args.some((argument) => argument.label === 'to')) return undefined;
    return { node, sink: name, channel, exposed: exposedArguments(node) };
  }

  /**
   * Whether a logger is Apple's, which redacts interpolated strings. Its declaration decides; a logger of another
   * file is Apple's where this one imports the module that the interpolation needs.
   */
  private isOSLogger(node: CallNode, receiver: Expression | undefined): boolean {
    const { callee } = node;
    if (callee.kind !== 'member' || !receiver || !OS_LOGGER_METHODS.has(callee.name)) return false;
    if (node.args.some((argument) => interpolationsOf(argument.value).some(({ privacy }) => privacy)))
      return true;
    const made = this.makerOf(receiver);
    if (made) return made.args.every((argument) => argument.label !== 'label') && this.importsOSLog;
    if (!this.importsOSLog || this.scopes.declaresType('Logger')) return false;
    const [first, ...rest] = node.args.filter((argument) => argument.label !== 'level');
    return first?.label === undefined && first?.value.kind === 'text' && rest.length === 0;
  }

  /** `Logger(…)` behind a variable of this text, or right here. */
  private makerOf(receiver: Expression): CallNode | undefined {
    const declaration = receiver.kind === 'call' ? undefined : declarationOf(receiver, this.scopes);
    const value = declaration?.kind === 'variable' ? declaration.value : receiver;
    return value?.kind === 'call' && value.callee.kind === 'name' && isLoggerName(value.callee.name)
      ? value
      : undefined;
  }
}

/** `self.logMessage(…)`, `view.debugLog(…)`: a method named like a logging function. */
function methodLikeFunction(name: string): LogChannel | undefined {
  return /^[a-z]/.test(name) && name.toLowerCase() !== 'print' ? onlyLogs(name) : undefined;
}

function onlyLogs(name: string): LogChannel | undefined {
  return name === 'dump' || name === 'debugPrint' ? undefined : channelOfFunction(name);
}

/** The names of `Current.Log`, `Logger.conversation(id: 1)`, `Crashlytics.crashlytics()`. */
function pathOf(node: Expression): readonly string[] | undefined {
  switch (node.kind) {
    case 'name':
      return [node.name];
    case 'member': {
      const path = node.object ? pathOf(node.object) : [];
      return path && [...path, node.name];
    }
    case 'call':
      return pathOf(node.callee);
    case 'unary':
      return pathOf(node.operand);
    default:
      return undefined;
  }
}

function exposedArguments(node: CallNode): readonly Exposed[] {
  return node.args
    .filter(isMessage)
    .flatMap(({ value }) => messageOf(value))
    .map((expression) => ({ expression }));
}

/** `analytics.track(analytics.event.savedPassword)`: an event that is called after a credential. */
function namesEvent(first: Exposed | undefined, { args }: CallNode, method: string): boolean {
  const { kind } = first?.expression ?? {};
  return (
    NAMES_EVENT_FIRST.test(method) &&
    first?.expression === args[0]?.value &&
    (kind === 'name' || kind === 'member')
  );
}

/** `logger.debug { "…" }`: the message is what the closure gives. */
function messageOf(value: Expression): readonly Expression[] {
  if (value.kind !== 'closure') return [value];
  const [only] = value.body.statements;
  return only?.kind === 'text' && value.body.statements.length === 1 ? [only] : [];
}

interface Interpolation {
  readonly expression: Expression;
  readonly privacy?: Expression;
}

/** `\(token, privacy: .public)` lies in a text as its value, followed by a part for each option. */
function interpolationsOf(text: Expression): readonly Interpolation[] {
  if (text.kind === 'binary') return [...interpolationsOf(text.left), ...interpolationsOf(text.right)];
  if (text.kind !== 'text') return [];
  const found: { expression: Expression; privacy?: Expression }[] = [];
  for (const part of text.parts) {
    if (typeof part === 'string') continue;
    const option = optionOf(part);
    const last = found.at(-1);
    if (!option) found.push({ expression: part });
    else if (option.label === 'privacy' && last) last.privacy = option.value;
  }
  return found;
}

/** The options of an interpolation: `privacy: .public` and the like. */
export function optionOf(part: Expression): Argument | undefined {
  const isOption = part.kind === 'call' && part.callee.kind === 'name' && part.callee.name.endsWith(':');
  return isOption ? part.args[0] : undefined;
}

function publicParts(node: CallNode): readonly Exposed[] {
  return node.args
    .flatMap((argument) => interpolationsOf(argument.value))
    .flatMap(({ expression, privacy }) =>
      privacy?.kind === 'member' && privacy.name === 'public'
        ? [{ expression, publicWord: { start: privacy.nameSpan.start, end: privacy.nameSpan.end } }]
        : [],
    );
}

/** Each `%…` of a format; `%%` is none. Objects and strings are private unless a brace says `public`. */
const SPECIFIER = /%(?:%|(\{[^}]*\})?[-+ #0]*[\d*]*(?:\.[\d*]+)?(?:hh|h|ll|l|q|L|z|t|j)?[@a-zA-Z])/g;

/** What `os_log("%{public}@", token)` shows: the arguments of public specifiers. */
function publicArguments(node: CallNode, text: string): readonly Exposed[] {
  const plain = node.args.filter((argument) => argument.label === undefined);
  const at = plain.findIndex((argument) => argument.value.kind === 'text');
  const format = plain[at]?.value;
  if (format?.kind !== 'text') return [];
  const values = plain.slice(at + 1).map((argument) => argument.value);
  const template = literalText(format);
  if (template === undefined) return publicParts(node);
  return [...template.matchAll(SPECIFIER)]
    .filter(([whole]) => whole !== '%%')
    .flatMap((match, index) => {
      const expression = values[index];
      if (!expression || !/\bpublic\b/.test(match[1] ?? '')) return [];
      const publicWord = publicWordOf(format, text, index);
      return [{ expression, ...(publicWord && { publicWord }) }];
    });
}

/** Where the `public` of a format's nth specifier is written. */
function publicWordOf(format: TextNode, text: string, index: number): Span | undefined {
  const source = text.slice(format.start, format.end);
  const match = [...source.matchAll(SPECIFIER)].filter(([whole]) => whole !== '%%')[index];
  if (!match) return undefined;
  const start = format.start + match.index + match[0].indexOf('public');
  return { start, end: start + 'public'.length };
}

/** `crumb.data = ["token": token]`. */
function ofBreadcrumb(node: AssignNode): LogCall | undefined {
  const { target } = node;
  if (target.kind !== 'member' || !target.object || !/^(data|message)$/.test(target.name)) return undefined;
  const path = pathOf(target.object);
  if (!path || !/crumb/i.test(path.at(-1) ?? '')) return undefined;
  const sink = [...path, target.name].join('.');
  return { node, sink, channel: 'report', exposed: [{ expression: node.value }] };
}
