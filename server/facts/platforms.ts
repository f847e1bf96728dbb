import type { Code } from '../code/model.js';
import { nodesIn } from '../code/nodes.js';
import { contains, type Span } from '../span.js';
import type { Evidence } from './model.js';

const TVOS_MODULES = new Set(['TVUIKit', 'TVServices', 'TVMLKit']);

/** Modules whose code runs while the app is in the background or the device is locked. */
const BACKGROUND_MODULES: Readonly<Record<string, string>> = {
  BackgroundTasks: 'the file imports BackgroundTasks',
  WidgetKit: 'the file belongs to a widget',
  PushKit: 'the file handles VoIP pushes',
  NetworkExtension: 'the file belongs to a network extension',
  CallKit: 'the file handles incoming calls',
  WatchConnectivity: 'the file talks to the watch',
  FileProvider: 'the file belongs to a file provider',
};

/** Types whose subclasses and uses run in the background. */
const BACKGROUND_TYPES: Readonly<Record<string, string>> = {
  BGTaskScheduler: 'the file schedules background tasks',
  BGAppRefreshTask: 'the file runs background refreshes',
  BGProcessingTask: 'the file runs background tasks',
  UNNotificationServiceExtension: 'the file belongs to a notification service extension',
  TimelineProvider: 'the file belongs to a widget',
  PKPushRegistry: 'the file handles VoIP pushes',
};

const BACKGROUND_NAMES = new RegExp(Object.keys(BACKGROUND_TYPES).join('|'));

/** Where a text is compiled for, as far as the text and its place tell. */
export class Platforms {
  private readonly fileEvidence: Evidence | undefined;
  /** Regions of which nothing is in what people install. */
  private readonly notShipped: readonly Span[];
  /** Bundlers take a file such as `storage.web.ts` for one platform alone. */
  private readonly isForElsewhere: boolean;

  constructor(
    private readonly code: Code,
    path: string,
  ) {
    this.notShipped = code.regions.filter(({ condition }) => isElsewhere(condition));
    this.fileEvidence = tvOSFile(code, path);
    this.isForElsewhere =
      code.language === 'typescript' && /\.(web|android|windows|macos|electron)\.\w+$/.test(path);
  }

  /** Whether a place is in what people install on an iPhone, iPad or Apple TV: no debug build, no other system. */
  isShipped(span: Span): boolean {
    return !this.isForElsewhere && !this.notShipped.some((part) => contains(part, span));
  }

  private reasonFor(condition: string): string {
    return this.code.language === 'swift' ? `it is compiled under #if ${condition}` : 'it runs only on a TV';
  }

  /** Why a place is compiled for tvOS; undefined when nothing tells, or a condition rules it out. */
  tvOSAt(span: Span): Evidence | undefined {
    const regions = this.code.regions
      .filter((region) => contains(region, span))
      .toSorted((a, b) => b.start - a.start);
    for (const region of regions) {
      const verdict = verdictOf(region.condition);
      if (verdict === 'yes') return { reason: this.reasonFor(region.condition), ...at(region) };
      if (verdict === 'no') return undefined;
    }
    return this.fileEvidence;
  }
}

function at(span: Span): Span {
  return { start: span.start, end: span.end };
}

/** What an `#if` condition says of tvOS: `os(iOS) || os(tvOS)` includes it, `os(iOS)` and `!os(tvOS)` do not. */
function verdictOf(condition: string): 'yes' | 'no' | 'unknown' {
  const negated = condition.startsWith('!(');
  const text = negated ? condition.slice(2, -1) : condition;
  if (!/\bos\(/.test(text) || /&&/.test(text)) return 'unknown';
  const alternatives = text.split('||').map((part) => part.replace(/[\s()]/g, ''));
  // `!os(macOS)` leaves it open whether there is a tvOS target at all.
  if (alternatives.some((part) => part.startsWith('!os') && part !== '!ostvOS')) return 'unknown';
  return alternatives.includes('ostvOS') !== negated ? 'yes' : 'no';
}

/** Conditions under which nothing is compiled for a released iOS or tvOS app. */
function isElsewhere(condition: string): boolean {
  const negated = condition.startsWith('!(') && condition.endsWith(')');
  const text = (negated ? condition.slice(2, -1) : condition).trim();
  if (negated)
    return text.split('||').some((part) => /^os\((iOS|tvOS)\)$|^canImport\(UIKit\)$/.test(part.trim()));
  if (/^(DEBUG|targetEnvironment\(simulator\))$/.test(text)) return true;
  const systems = text.split('||').map((part) => part.trim());
  return systems.every((part) =>
    /^os\((macOS|OSX|Linux|Windows|watchOS|Android|web)\)$|^!os\(iOS\)$/.test(part),
  );
}

function tvOSFile(code: Code, path: string): Evidence | undefined {
  const module = importOf(code, (name) => TVOS_MODULES.has(name));
  if (module) return { reason: `the file imports ${module.name}`, ...module.span };
  const folder = path
    .split('/')
    .slice(0, -1)
    .find((part) => /(^|[^a-z])tvos($|[^a-z])/i.test(part) || /^(tv|apple ?tv)$/i.test(part));
  return folder === undefined ? undefined : { reason: `the file lies in “${folder}”`, start: 0, end: 0 };
}

/** A sign that what a file stores is read while the device is locked. */
export function backgroundEvidence(code: Code): Evidence | undefined {
  const module = importOf(code, (name) => Object.hasOwn(BACKGROUND_MODULES, name));
  if (module) return { reason: BACKGROUND_MODULES[module.name] ?? '', ...module.span };
  if (!BACKGROUND_NAMES.test(code.text)) return undefined;
  for (const node of nodesIn(code.root, 'name', 'type')) {
    const names = node.kind === 'name' ? [node.name] : node.inherits;
    const name = names.find((candidate) => Object.hasOwn(BACKGROUND_TYPES, candidate));
    if (name !== undefined) return { reason: BACKGROUND_TYPES[name] ?? '', ...at(node) };
  }
  return undefined;
}

function importOf(
  code: Code,
  accepts: (module: string) => boolean,
): { readonly name: string; readonly span: Span } | undefined {
  for (const node of code.root.statements) {
    if (node.kind === 'import' && accepts(node.module)) return { name: node.module, span: at(node) };
  }
  return undefined;
}
