import type { CredentialKind } from '../../knowledge/credentials.js';
import type { LogChannel } from '../../knowledge/loggers.js';
import type { Span } from '../../span.js';

/** A credential in plain text in what is logged. Its span is the expression that gives it away. */
export interface LoggedCredential extends Span {
  readonly kind: CredentialKind;
  /** The logging call as people name it: `print`, `Log.session.debug`. */
  readonly sink: string;
  readonly channel: LogChannel;
  /** What holds the credential, as the code names it: `tokens.accessToken`, `parameters`. Never a literal's text. */
  readonly name: string;
  /** The part that makes a whole value one with a credential in it: the key or field `sms_code`. */
  readonly holds?: string;
  /** The type, declared in another file, whose values have to hold a credential for this to be one. */
  readonly type?: string;
  /** The word `public` of a message whose values are redacted without it. */
  readonly publicWord?: Span;
  /** What to put in place of the value, when it stands in a text or is an argument of its own. */
  readonly value?: LoggedValue;
  /** The whole statement with its lines, when nothing else depends on it. */
  readonly statement?: Span;
}

/** A place in a message that takes a value. */
export interface LoggedValue extends Span {
  readonly form: 'interpolation' | 'argument';
  /** What is written there, without what surrounds it. */
  readonly expression: Span;
  /** What its length counts, where the value is a text or bytes and there for certain. */
  readonly unit?: 'characters' | 'bytes';
}
