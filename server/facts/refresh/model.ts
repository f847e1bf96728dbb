import type { Span } from '../../span.js';

/** How a text renews the credentials of a session. */
export interface RefreshFacts {
  readonly retries: readonly RefreshRetry[];
  readonly flights: readonly RefreshFlight[];
  readonly requests: readonly RefreshingRequest[];
  readonly answers: readonly RefreshAnswer[];
  /** Names of refreshes that are called from a type of this text which lets its callers wait for each other. */
  readonly awaited: readonly string[];
  /** Names of refreshes of other files that requests of this text call. */
  readonly onRequests: readonly string[];
  /** Names of functions of this text that ask whether a refresh is due before they refresh. */
  readonly lookingFirst: readonly string[];
  /** Clients of this text whose refused requests start a refresh. */
  readonly clients: readonly RefreshingClient[];
  /** Refreshes that are sent through a client of another file. */
  readonly sent: readonly SentRefresh[];
  readonly leads: readonly RefreshLead[];
  readonly limits: readonly RefreshLimit[];
}

/** A number that tells how long before its expiry a token is due for a refresh. The span is that of the number. */
export interface RefreshLead extends Span {
  readonly seconds: number;
  /** The unit that the number is written in: 1000 where it counts milliseconds. */
  readonly perSecond: 1 | 1000;
}

/** A number that tells how often a refresh is tried. The span is that of the number. */
export interface RefreshLimit extends Span {
  /** At least so often. */
  readonly tries: number;
  /** What the number is more than the tries: 5 in `5..<10`. */
  readonly beyond: number;
  /** The refresh, by its name. */
  readonly refresh: string;
}

/** A client with a handler that refreshes when one of its requests is refused. */
export interface RefreshingClient extends Named {
  /** The name that other files import it by; `default` where it is that. */
  readonly exported: readonly string[];
  /** The refreshes that the handler calls, by name. */
  readonly refreshes: readonly string[];
  /** The handler leaves requests for new tokens alone. */
  readonly exempts: boolean;
  /** For a function, which is no client of a library: the files of the refreshes, and its methods where it is an object’s. */
  readonly refreshesFrom?: readonly CalledRefresh[];
  readonly methods?: readonly string[];
}

/** A refresh of another file. */
export interface CalledRefresh {
  readonly name: string;
  /** The module it is imported from, as written. */
  readonly module: string;
}

/** A request for new tokens. Its span is that of what is called. */
export interface SentRefresh extends Named {
  readonly function: Named;
  /** The name that the client has in the file it comes from. */
  readonly client: string;
  /** The module that the client is imported from, as written. */
  readonly module: string;
  /** The request tells that it is one. */
  readonly marked: boolean;
  /** It is sent by whatever the other file makes of the call, and not by a client of a library. */
  readonly byFunction?: true;
}

/** A name with its place. */
export interface Named extends Span {
  readonly name: string;
}

/**
 * Something that starts a refresh again when it has failed, or a request when its refresh did not help.
 *
 * - `refreshAgain`: the refresh calls itself where it has failed;
 * - `requestAgain`: a request that was refused refreshes and calls itself;
 * - `loop`: a loop that only a success leaves;
 * - `operator`: Combine's or RxSwift's `retry` without a count;
 * - `trigger`: `retryWhen`, whose trigger is the refresh;
 * - `interceptor`: a retrier asks for the request again after each refresh;
 * - `throughItself`: the refresh is sent by the function that refreshes when a request is refused;
 * - `heldBack`: the refresh is sent by a client that sends nothing before the refresh has ended;
 * - `waitsForItself`: the refresh, when it is refused, waits for the refresh that is under way.
 */
export interface RefreshRetry extends Span {
  readonly form:
    | 'refreshAgain'
    | 'requestAgain'
    | 'loop'
    | 'operator'
    | 'trigger'
    | 'interceptor'
    | 'throughItself'
    | 'heldBack'
    | 'waitsForItself';
  /** The function that it happens in. */
  readonly function: Named;
  /** The refresh as called: `refreshTokens`. */
  readonly refresh: Named;
  /** The other function that takes part in it. */
  readonly via?: Named;
  /** Whether a count, a flag or a way out limits it. */
  readonly bounded: boolean;
  readonly repair?: RetryRepair;
}

/** Where a limit to the tries can be written. */
export type RetryRepair =
  | {
      readonly kind: 'count';
      /** The operator's empty or unlimited argument list. */
      readonly argument: Span;
    }
  | {
      readonly kind: 'attempt';
      /** Where the function takes one parameter more, and the call one argument; with the commas they need. */
      readonly parameter: Insertion;
      readonly argument: Insertion;
      readonly guard: GuardPlace;
    }
  | {
      readonly kind: 'loop';
      /** The line of the loop. */
      readonly before: Insertion;
      readonly guard: GuardPlace;
    }
  | {
      readonly kind: 'interceptor';
      /** The first place in the body, with the indentation of its statements. */
      readonly at: number;
      readonly indent: string;
      readonly request: string;
      /** How the retrier says that there is no retry: `completion(.doNotRetry)`. */
      readonly giveUp: string;
    }
  | {
      readonly kind: 'marker';
      /** The request that is sent again, as written: `error.config`. */
      readonly request: string;
      /** The compiler knows its properties, so that a new one has to be declared. */
      readonly isTyped: boolean;
      /** In front of the decision, at the indentation of its line. */
      readonly before: Insertion;
      /** The condition that decides about the refresh, or about leaving without one. */
      readonly condition: Span & {
        readonly text: string;
        readonly leaves: boolean;
        /** Parentheses are needed around it when something is added. */
        readonly isCompound: boolean;
      };
      /** Where the mark is set. */
      readonly mark: Insertion;
    };

/** What to write at a place is `before`, something of the rule's, `after`. */
export interface Insertion {
  readonly at: number;
  readonly before: string;
  readonly after: string;
}

/** A place for statements in the branch that is taken on failure. */
export interface GuardPlace {
  readonly at: number;
  readonly indent: string;
  /** The name of the error that is at hand. */
  readonly error: string;
  /** The sign-out that this code can call, as it has to be called: `await signOut()`. */
  readonly signOut?: string;
  /** Whether the code there already waits before it tries again. */
  readonly waits: boolean;
}

/** A function that sends the request of a refresh, and what keeps its callers from doing so together. */
export interface RefreshFlight extends Named {
  /** The type that holds it; the client, for what its interceptor does by itself. */
  readonly type: string;
  /** `module` is a function of a file; `interceptor` is no function of its own. */
  readonly form: 'actor' | 'class' | 'struct' | 'enum' | 'module' | 'interceptor';
  /** A stored task, lock, queue or flag that its callers wait on; undefined when nothing of the kind is there. */
  readonly gate?: string;
  /** Who calls it, perhaps several at once. */
  readonly callers: readonly Named[];
  /** The shared instance of its type, which everybody calls. */
  readonly shared?: Named;
  readonly repair?: FlightRepair;
}

/** Where a stored task or promise can be put around a function: the function becomes what is waited for. */
export interface FlightRepair {
  readonly form: 'task' | 'promise';
  /** The beginning of the function's first line, or of the comment above it. */
  readonly above: number;
  /** Where the function's own text begins. */
  readonly signature: number;
  readonly indent: string;
  readonly step: string;
  /** Behind the brace that opens the body. */
  readonly bodyStart: number;
  readonly parameters: string;
  readonly arguments: string;
  readonly effects: string;
  readonly result: string;
  readonly throws: boolean;
  readonly isStatic: boolean;
  /** Nothing keeps two threads from the stored task: neither an actor nor the main actor. */
  readonly needsMainActor: boolean;
  /** Names already in use in the text, among those that the repair brings. */
  readonly taken: readonly string[];
}

/** A request in front of which there is always a refresh. */
export interface RefreshingRequest extends Named {
  /** The span and name of the fact are those of the refresh call. */
  readonly function: Named;
  /** A look at the expiry, in the function, its caller or the refresh itself. */
  readonly guarded: boolean;
  /** The refresh is one of another file, which may look at the expiry. */
  readonly elsewhere?: boolean;
  readonly repair?: ExpiryRepair;
}

export interface ExpiryRepair {
  /** The whole statement when `form` is statement, else the value of the variable. */
  readonly target: Span;
  readonly form: 'statement' | 'value';
  readonly indent: string;
  readonly step: string;
  /** What is true when a refresh is due. */
  readonly condition: string;
  /** For `value`: what to use while it is not. */
  readonly otherwise?: string;
}

/** The answer to a refresh, held in a variable, and what the code takes from it. */
export interface RefreshAnswer extends Named {
  readonly function: Named;
  /** The type it is decoded to, or declared with. */
  readonly type?: string;
  /** How it is known that it can hold a new refresh token: its type says so, or another answer of the same shape. */
  readonly field?: Named & { readonly optional?: boolean };
  /** The access token read from it. */
  readonly access?: Named;
  /** Handed on or kept as a whole: whoever has it then may read everything. */
  readonly whole: boolean;
  readonly readsRefreshToken: boolean;
  /** Where its missing refresh token takes the place of the stored one. */
  readonly erasing?: Erasing;
  readonly repair?: AnswerRepair;
}

export interface Erasing extends Span {
  readonly form: 'emptyText' | 'nil';
  /** What to write where so that the refresh token that was sent or stored stays. */
  readonly replacement?: Span & { readonly text: string };
}

/** A statement that stores the refresh token as the code stores the access token. */
export interface AnswerRepair {
  readonly at: number;
  readonly indent: string;
  readonly step: string;
  readonly statement: string;
  /** The answer's refresh token as the statement spells it. */
  readonly value: string;
  readonly optional: boolean;
}
