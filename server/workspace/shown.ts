import { isNamedForTokens, kindOfSecretName } from '../knowledge/containers.js';
import type { CredentialKind } from '../knowledge/credentials.js';
import type { Program } from './program.js';

/** The credential that a printed value of a type shows, with the name of the field it is in. */
export interface Shown {
  readonly kind: CredentialKind;
  readonly name: string;
}

/**
 * What a value of a type shows of credentials when it is written into a log as it is: a structure all of its fields,
 * unless it describes itself, and a class only its name. Of a type that no file declares its name has to tell.
 */
export function shownBy(type: string, isDump: boolean, program: Program): Shown | undefined {
  const forms = program.formsOf(type);
  if (forms.length === 0) return isNamedForTokens(type) ? { kind: 'credentials', name: type } : undefined;
  if (!isDump && program.ancestorsOf(type).some((name) => /Custom(Debug)?StringConvertible/.test(name)))
    return undefined;
  if (!forms.includes('struct') && !(isDump && forms.some((form) => /^(class|interface|alias)$/.test(form))))
    return undefined;
  const held = program.credentialIn(type);
  if (!held || kindOfSecretName(held.name) === undefined) return undefined;
  // A session's number among other fields is an id like any other.
  return held.kind === 'sessionId' && !/token|cookie/i.test(held.name) ? undefined : held;
}
