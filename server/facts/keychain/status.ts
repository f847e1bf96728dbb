import type {
  AssignNode,
  CallNode,
  Code,
  Expression,
  FunctionNode,
  Node,
  TryNode,
} from '../../code/model.js';
import { nodesIn } from '../../code/nodes.js';
import { isStoringName } from '../../knowledge/purposes.js';
import { endsSession } from '../../knowledge/sign-out.js';
import { NAMING_ATTRIBUTES, SEC_ITEM_CALLS } from '../../knowledge/secitem.js';
import { slice, type Span } from '../../span.js';
import { CallSites } from '../call-site.js';
import { comesFromCaller, guessCredential, type StorageEvidence } from '../credential.js';
import { calleeName, isKeychainNamed } from './keychain-names.js';
import type { LibraryCall } from './library-calls.js';
import type { CredentialGuess, SecItemOperation } from '../model.js';
import { isCaughtSilently, outcomeOf, type Outcome } from '../outcome.js';
import { Purposes } from './removal-purpose.js';
import type { SecItemCall } from './secitem-calls.js';
import { enclosingMember, type Scopes } from '../scope.js';
import type { CallSite, FunctionSought, UncheckedCall } from './status-model.js';
import { bare, calledFunction, declarationOf, literalText, trace } from '../trace.js';
import { sourcesOf } from '../value.js';

/** The Keychain calls of a text whose failure nobody learns of. */
export function uncheckedCalls(
  code: Code,
  scopes: Scopes,
  secItems: readonly SecItemCall[],
  libraryCalls: readonly LibraryCall[],
): UncheckedCall[] {
  const reader = new UncheckedReader(code, scopes, secItems);
  const known = new Set<Node>(libraryCalls.map(({ node }) => node));
  const found = libraryCalls.flatMap((call) => reader.library(call) ?? []);
  for (const node of nodesIn(code.root, 'call')) {
    const unchecked = known.has(node) ? undefined : (reader.secItem(node) ?? reader.own(node));
    if (unchecked) found.push(unchecked);
  }
  return found.toSorted((a, b) => a.start - b.start);
}

type Dropped = Extract<Outcome, { kind: 'dropped' }>;

class UncheckedReader {
  private readonly sites: CallSites;
  private readonly purposes: Purposes;

  constructor(
    private readonly code: Code,
    private readonly scopes: Scopes,
    private readonly secItems: readonly SecItemCall[],
  ) {
    this.sites = new CallSites(code);
    this.purposes = new Purposes(code, scopes, secItems);
  }

  secItem(call: CallNode): UncheckedCall | undefined {
    const operation = operationOf(call);
    if (!operation) return undefined;
    const outcome = outcomeOf(call, this.scopes);
    if (outcome.kind === 'used') return undefined;
    if (operation === 'delete' && !this.purposes.isRemoval(call)) return undefined;
    const known = this.secItems.find((item) => item.call === call);
    const site = this.statusSite(call, outcome, operation);
    return {
      ...nameSpan(call),
      operation,
      call: calleeName(call) ?? '',
      sign: 'status',
      how: outcome.how,
      ...(outcome.name !== undefined && { name: outcome.name }),
      ...optional('credential', known && this.credentialOf(known)),
      isGeneric: known !== undefined && this.isGenericItem(known),
      inSignOut: endsSession(enclosingMember(call)?.name ?? ''),
      ...optional('site', site),
    };
  }

  /** Only what a library stores counts: deletes and reads through libraries tell too little by their results. */
  library(call: LibraryCall): UncheckedCall | undefined {
    if (call.use !== 'write') return undefined;
    const { node } = call;
    const evidence: StorageEvidence = {
      keys: call.key ? [call.key] : [],
      at: node,
      ...optional('value', call.value),
    };
    const credential = guessCredential(evidence, this.scopes);
    if (node.kind === 'assign') return credential && this.subscript(call, node, credential);
    const isGeneric = this.isGeneric(call.key, call.value);
    if (node.kind !== 'call' || (!credential && !isGeneric)) return undefined;
    const about = { call: call.name, ...optional('credential', credential), isGeneric };
    return call.failure === 'bool' ? this.droppedBool(node, about, call) : this.droppedError(node, about);
  }

  /** A call of the app's own helper: of this text, or one that says by its names what it is. */
  own(call: CallNode): UncheckedCall | undefined {
    const name = calleeName(call);
    if (name === undefined || !isStoringName(name) || operationOf(call)) return undefined;
    const called = calledFunction(call, this.scopes);
    if (called ? !this.purposes.storesItem(called) : !isKeychainNamed(call)) return undefined;
    const credential = this.credentialOfArguments(call);
    if (!credential) return undefined;
    const about = { call: name, credential, isGeneric: false };
    if (called && isDiscardable(called)) return this.droppedBool(call, about);
    const error = this.droppedError(call, about);
    if (error || called || attemptOf(call)) return error;
    const dropped = this.droppedBool(call, about);
    return dropped && { ...dropped, declaration: declarationSought(call, name) };
  }

  private droppedBool(
    call: CallNode,
    about: Pick<UncheckedCall, 'call' | 'credential' | 'isGeneric'>,
    library?: LibraryCall,
  ): UncheckedCall | undefined {
    const outcome = outcomeOf(call, this.scopes);
    if (outcome.kind === 'used') return undefined;
    const site = this.boolSite(call, outcome, library);
    return {
      ...nameSpan(call),
      operation: 'add',
      sign: 'bool',
      how: outcome.how,
      ...(outcome.name !== undefined && { name: outcome.name }),
      ...about,
      inSignOut: false,
      ...optional('site', site),
    };
  }

  /** `try? keychain.set(…)`, or a `do` whose `catch` is empty. */
  private droppedError(
    call: CallNode,
    about: Pick<UncheckedCall, 'call' | 'credential' | 'isGeneric'>,
  ): UncheckedCall | undefined {
    const attempt = attemptOf(call);
    if (!attempt) return undefined;
    const base = { operation: 'add', sign: 'error', ...about, inSignOut: false } as const;
    const span = { start: attempt.start, end: nameSpan(call).end };
    if (attempt.mode === 'try') {
      if (!isCaughtSilently(attempt, this.code.comments)) return undefined;
      return { ...span, ...base, how: 'emptyCatch' };
    }
    if (attempt.mode !== 'try?') return undefined;
    const outcome = outcomeOf(attempt, this.scopes);
    if (outcome.kind === 'used' || outcome.how === 'unread') return undefined;
    return { ...span, ...base, how: 'optionalTry', site: this.sites.of(outcome.statement, call, ['error']) };
  }

  private subscript(call: LibraryCall, node: AssignNode, credential: CredentialGuess): UncheckedCall {
    const site = this.sites.of(node, node, ['status']);
    return {
      ...call.span,
      operation: 'add',
      call: call.name,
      sign: 'nothing',
      how: 'subscript',
      credential,
      isGeneric: false,
      inSignOut: false,
      site: { ...site, ...optional('throwing', this.throwingWrite(call)) },
    };
  }

  /** `try keychain.set(token, key: "token")`, where the value is known not to be optional. */
  private throwingWrite({ store, receiver, key, value }: LibraryCall): string | undefined {
    const write = store.library.writes.find(({ method }) => method !== 'subscript');
    if (!write || store.library.failure !== 'throws' || !key || !value) return undefined;
    const { node, type } = trace(value, this.scopes);
    if (node.kind !== 'text' && !/^(String|Data)$/.test(type ?? '')) return undefined;
    const { text } = this.code;
    return `try ${slice(text, receiver)}.${write.method}(${slice(text, value)}, ${write.key}: ${slice(text, key)})`;
  }

  private statusSite(
    call: CallNode,
    { statement, how, name }: Dropped,
    operation: SecItemOperation,
  ): CallSite | undefined {
    const names = ['status', `${VERBS[operation]}Status`, 'keychainStatus'];
    const isSimple = statement === call || (how !== 'bare' && valueOf(statement) === call);
    // Bound through an assignment or a closure: the repair is for a person.
    if (!isSimple || (how === 'unread' && statement.kind === 'assign')) return undefined;
    return this.sites.of(statement, call, names, name);
  }

  private boolSite(call: CallNode, { statement, how }: Dropped, library?: LibraryCall): CallSite | undefined {
    const isSimple = statement === call || (how === 'discarded' && valueOf(statement) === call);
    if (!isSimple) return undefined;
    const site = this.sites.of(statement, call, ['stored', 'isStored']);
    const last = library?.store.library.lastStatus;
    const object = library && bare(library.receiver);
    const isName = object?.kind === 'name' || (object?.kind === 'member' && object.object?.kind === 'name');
    if (last === undefined || !library || !isName) return site;
    return { ...site, lastStatus: `${slice(this.code.text, library.receiver)}.${last}` };
  }

  private credentialOf({ call, query, changes }: SecItemCall): CredentialGuess | undefined {
    const value = (query.attributes.get('kSecValueData') ?? changes?.attributes.get('kSecValueData'))?.value;
    const keys = NAMING_ATTRIBUTES.flatMap((name) => query.attributes.get(name)?.value ?? []);
    return guessCredential({ keys, at: call, ...optional('value', value) }, this.scopes);
  }

  private credentialOfArguments(call: CallNode): CredentialGuess | undefined {
    const [value, ...others] = call.args.map((argument) => argument.value);
    return guessCredential({ keys: others, at: call, ...optional('value', value) }, this.scopes);
  }

  private isGenericItem({ query, changes }: SecItemCall): boolean {
    const value = (query.attributes.get('kSecValueData') ?? changes?.attributes.get('kSecValueData'))?.value;
    return value !== undefined && this.isAnyValue(value);
  }

  /** A helper that stores what it is handed under a key that it is handed or made with; constants name something. */
  private isGeneric(key: Expression | undefined, value: Expression | undefined): boolean {
    if (!key || !value || !this.isAnyValue(value)) return false;
    const { node, parameter } = trace(key, this.scopes);
    if (parameter) return true;
    const declaration = declarationOf(bare(key), this.scopes);
    if (declaration) return declaration.kind === 'variable' && literalText(node) === undefined;
    // A property of another file, with a name that tells no one item.
    return node.kind === 'name' && /^((storage|keychain|item)?key|account|identifier|id)$/i.test(node.name);
  }

  private isAnyValue(value: Expression): boolean {
    if (comesFromCaller(value, this.scopes)) return true;
    return sourcesOf(value, this.scopes).some(
      ({ node }) => node.kind === 'name' && (node.name === 'newValue' || node.name === 'self'),
    );
  }
}

const VERBS = { add: 'add', update: 'update', copy: 'read', delete: 'delete' } as const;

/** SecItem's functions, also injected ones: `SecItemAdd(…)`, `environment.secItemAdd(…)`. */
function operationOf(call: CallNode): SecItemOperation | undefined {
  const { callee } = call;
  if (callee.kind === 'name') return own(SEC_ITEM_CALLS, callee.name);
  if (callee.kind !== 'member' || !callee.name.startsWith('secItem')) return undefined;
  return own(SEC_ITEM_CALLS, `S${callee.name.slice(1)}`);
}

function own<V>(record: Readonly<Record<string, V>>, key: string): V | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Whether a function gives back a Bool that a caller may drop without a warning. */
export function isDiscardable({ attributes, returnType }: FunctionNode): boolean {
  return returnType === 'Bool' && attributes.some(({ name }) => name === 'discardableResult');
}

/** The declaration that another file has to have: a method of that name, of that type where it is told. */
function declarationSought({ callee, args }: CallNode, name: string): FunctionSought {
  const object = callee.kind === 'member' && callee.object ? bare(callee.object) : undefined;
  const type = object?.kind === 'name' && /^[A-Z]/.test(object.name) ? object.name : undefined;
  return { name, labels: args.map(({ label }) => label ?? '_'), ...(type !== undefined && { type }) };
}

function attemptOf(call: CallNode): TryNode | undefined {
  const { parent } = call;
  if (parent?.kind === 'try') return parent;
  return parent?.kind === 'await' && parent.parent?.kind === 'try' ? parent.parent : undefined;
}

function valueOf(statement: Node): Node | undefined {
  if (statement.kind === 'assign' || statement.kind === 'variable') return statement.value;
  return statement.kind === 'other' ? statement.parts[0] : undefined;
}

function nameSpan({ callee }: CallNode): Span {
  const { start, end } = callee.kind === 'member' ? callee.nameSpan : callee;
  return { start, end };
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });
}
