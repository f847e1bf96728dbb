/**
 * The fixtures that the grammar cannot read yet, and what it stumbles over. Most are read after all, as what the
 * grammar gets is prepared for it.
 */
export const KNOWN_FAILURES: Readonly<Record<string, string>> = {
  'attribute-back-deployed': 'An attribute argument "before: iOS 17" is no expression.',
  'bracket-type-member': 'A member type of a bracketed type, [String].Index.',
  'catch-several-patterns': 'A catch clause takes one pattern.',
  'conditional-compilation-arguments': '#if inside an argument list.',
  'conditional-compilation-attribute': '#if around an attribute alone.',
  'conditional-compilation-class-members': '#if among the members of a type ends the body of the type.',
  'conditional-compilation-collection': '#if inside a collection literal.',
  'conditional-compilation-enum-cases': '#if among the cases of an enum ends its body.',
  'conditional-compilation-extension-members': '#if among the members of an extension ends its body.',
  'conditional-compilation-protocol-members': '#if among the members of a protocol ends its body.',
  'empty-tuple-value': 'The value () lacks an element.',
  'for-case-tuple': 'A tuple pattern after "for case".',
  'generic-integer-parameter': 'Integer generic parameters and arguments.',
  'generic-typealias-where': 'A where clause of a type alias.',
  'if-let-try-await': 'The block after "if let x = try await f()" is taken for a trailing closure.',
  'inline-array-sugar': 'The type [3 of UInt8].',
  'isolation-isolated-parameter': 'The parameter modifier "isolated".',
  'isolation-macro-default': 'The expression #isolation, a macro without parentheses.',
  'isolation-nonsending': 'nonisolated(nonsending).',
  'isolation-sending': 'The modifier "sending".',
  'keypath-array-root': 'A key path whose root is an array type.',
  'module-selector': 'The module selector "::".',
  'nonisolated-unsafe': 'nonisolated(unsafe).',
  'ownership-consume-copy': 'The operators "consume" and "copy".',
  'ownership-discard-self': 'The statement "discard self".',
  'ownership-underscored': '__owned, __shared and __consuming.',
  'property-init-accessor': 'An init accessor of a property.',
  'raw-string-nested': 'A raw string inside an interpolation of a raw string.',
  'typed-throws-accessor': 'throws(E) of an accessor.',
  'typed-throws-async': 'async throws(E).',
  'typed-throws-closure-type': 'throws(E) in a function type.',
  'typed-throws-do': 'do throws(E).',
  'typed-throws-function': 'throws(E) of a function.',
  'typed-throws-generic': 'throws(E) with a generic error.',
};

/** The fixtures that the grammar cannot read when their lines end with CRLF. */
export const KNOWN_CRLF_FAILURES: Readonly<Record<string, string>> = {
  'multiline-string-line-continuation': 'A backslash before CRLF.',
  'regex-literal-multiline': 'A regular expression of several lines.',
};

/** The fixtures that the grammar cannot read even when they are prepared for it. */
export const UNREADABLE: ReadonlySet<string> = new Set([
  'bracket-type-member',
  'conditional-compilation-arguments',
  'generic-integer-parameter',
  'generic-typealias-where',
  'inline-array-sugar',
  'keypath-array-root',
  'module-selector',
  'property-init-accessor',
  'raw-string-nested',
]);

/** The same of those that it cannot read when their lines end with CRLF. */
export const UNREADABLE_WITH_CRLF: ReadonlySet<string> = new Set(['regex-literal-multiline']);
