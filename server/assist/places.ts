import type { TextEdit } from '../finding.js';
import { LIBRARIES } from '../knowledge/libraries/index.js';
import type { KeychainLibrary, LevelPlace } from '../knowledge/libraries/library.js';

/** A place where a level is expected, and what is typed of it. */
export interface LevelSlot {
  /** `secItem`, or the id of a library. */
  readonly api: string;
  /** The last name typed so far, which is to be replaced; may be empty. */
  readonly start: number;
  /** A dot, or a type and a dot, stands before it. */
  readonly qualified: boolean;
  /** What has to be written before the level, where that is not the API's usual way; a quote is closed behind it. */
  readonly written?: string;
  /** What has to be imported for a level, by its name in the API; undefined where it is there already. */
  readonly imports?: (token: string) => TextEdit | undefined;
}

/** `kSecAttrAccessible`, however it is turned into a dictionary's key, as the key of an entry or subscript. */
const SEC_ITEM_VALUE = /\bkSecAttrAccessible\b(?:\s*\)|\s+as[!?]?\s+[\w.]+|\s*\.\s*\w+)*\s*(?::|\]\s*=)\s*$/;
const ACCESS_CONTROL = /\bSecAccessControlCreateWithFlags\s*\(\s*[^,()]*,\s*$/;
/** SAMKeychain and SSKeychain take Apple's constants. */
const ACCESSIBILITY_TYPE = /\.\s*setAccessibilityType\s*\(\s*$/;

const TYPED = /(?:(?:[A-Za-z_]\w*)?\s*(\.)\s*)?([A-Za-z_]\w*)?$/;

/** How far back a place is looked for, in UTF-16 units. */
const REACH = 400;

/**
 * The slot for a level that ends where the code ends; undefined where none is expected.
 * @param code the text before the cursor, masked
 */
export function levelSlot(code: string): LevelSlot | undefined {
  // Blanked comments are long runs of spaces, which no pattern is to search again and again.
  const nearby = code.slice(-REACH);
  const [typed = '', dot, name = ''] = TYPED.exec(nearby) ?? [];
  const before = nearby.slice(0, nearby.length - typed.length);
  const slot = { start: code.length - name.length, qualified: dot !== undefined };
  if ([SEC_ITEM_VALUE, ACCESS_CONTROL, ACCESSIBILITY_TYPE].some((pattern) => pattern.test(before))) {
    return slot.qualified ? undefined : { ...slot, api: 'secItem' };
  }
  const library = librariesIn(code).find(({ levelPlaces }) =>
    levelPlaces.some((place) => isAt(place, before)),
  );
  return library && { ...slot, api: library.id };
}

/** Libraries that a text seems to use: it imports them, or names a type that only they have. */
function librariesIn(code: string): readonly KeychainLibrary[] {
  const imported = LIBRARIES.filter(({ modules }) => modules.some((module) => imports(code, module)));
  const named = LIBRARIES.filter(({ distinctive, types }) => {
    return distinctive && types.some((type) => new RegExp(`\\b${type}\\b`).test(code));
  });
  return [...imported, ...named];
}

function imports(code: string, module: string): boolean {
  return new RegExp(`^[ \\t]*(?:@\\w+\\s+)*import\\s+${module}\\b`, 'm').test(code);
}

function isAt(place: LevelPlace, before: string): boolean {
  switch (place.at) {
    case 'builder':
      return new RegExp(`\\.\\s*${place.method}\\s*\\(\\s*$`).test(before);
    case 'constructor':
    case 'argument':
      // SwiftSecurity wraps the level: `accessPolicy: AccessPolicy(.whenUnlocked)`.
      if (place.label === 'accessPolicy') return /\bAccessPolicy\s*\(\s*$/.test(before);
      return new RegExp(`[(,]\\s*${place.label}\\s*:\\s*$`).test(before);
    case 'property':
      return new RegExp(`\\.\\s*${place.name}\\s*=\\s*$`).test(before);
    case 'conformance':
      return new RegExp(
        `\\bvar\\s+${place.property}\\s*:[^{}=]*(?:=|\\{(?:\\s*get\\s*\\{)?(?:\\s*return\\b)?)\\s*$`,
      ).test(before);
  }
}
