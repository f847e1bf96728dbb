// SYNTAX TEST "source.swift" "Comments that suppress findings"

// sessionlint-disable-next-line keychain/status-ignored, keychain/overspecified-query -- it is checked below
// ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ keyword.control.directive.sessionlint
//                               ^^^^^^^^^^^^^^^^^^^^^^^ entity.name.function.rule.sessionlint
//                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ entity.name.function.rule.sessionlint
//                                                                                     ^^ keyword.operator.sessionlint
//                                                                                        ^^^^^^^^^^^^^^^^^^^ string.unquoted.reason.sessionlint
let a = 1 /* sessionlint-disable-line -- why */
//           ^^^^^^^^^^^^^^^^^^^^^^^^ keyword.control.directive.sessionlint
//                                       ^^^ string.unquoted.reason.sessionlint
//                                           ^^ - string
// sessionlint-disable-file
// ^^^^^^^^^^^^^^^^^^^^^^^^ keyword.control.directive.sessionlint
// A sessionlint-disable-file that is only spoken of.
//   ^^^^^^^^^^^^^^^^^^^^^^^^ - keyword
let b = "// sessionlint-disable-line"
//          ^^^^^^^^^^^^^^^^^^^^^^^^ - keyword
