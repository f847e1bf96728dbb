import type { Span } from '../span.js';

/**
 * Code as the analysis sees it: one small tree for Swift and TypeScript alike.
 *
 * A language's lowering turns its syntax tree into these nodes and nothing behind it ever sees a grammar again.
 * What a lowering does not know becomes `other` with its parts inside, so nothing of a broken or newer text is
 * lost. Spans are UTF-16 offsets into the text.
 */
export type Node = Expression | Statement;

interface NodeBase extends Span {
  /** The node that holds this one; undefined for the root. */
  readonly parent?: Node;
  /** The nodes directly inside, in source order; set once the tree is whole, since walks ask for them again and again. */
  readonly children?: readonly Node[];
  /** Its place in a walk over the text; set with the children. */
  readonly place?: number;
}

export type Expression =
  | NameNode
  | MemberNode
  | CallNode
  | IndexNode
  | TextNode
  | LiteralNode
  | ListNode
  | DictionaryNode
  | ClosureNode
  | ConditionalNode
  | BinaryNode
  | UnaryNode
  | TryNode
  | AwaitNode
  | CastNode
  | AssignNode
  | OtherNode;

export type Statement =
  | BlockNode
  | VariableNode
  | FunctionNode
  | TypeNode
  | EnumCaseNode
  | ImportNode
  | ExportNode
  | IfNode
  | SwitchNode
  | LoopNode
  | CatchNode
  | JumpNode;

/** A bare name: a variable, a type, a constant, `self`, `$0`. */
export interface NameNode extends NodeBase {
  readonly kind: 'name';
  readonly name: string;
}

/** `object.name`; without an object it is Swift's implicit member, `.always`. */
export interface MemberNode extends NodeBase {
  readonly kind: 'member';
  readonly object?: Expression;
  readonly name: string;
  readonly nameSpan: Span;
}

/** One argument of a call or index, with its Swift label when it has one. */
export interface Argument extends Span {
  readonly label?: string;
  readonly value: Expression;
}

export interface CallNode extends NodeBase {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly args: readonly Argument[];
  /** The parentheses and what they hold; undefined when the call has only a trailing closure. */
  readonly parens?: Span;
}

export interface IndexNode extends NodeBase {
  readonly kind: 'index';
  readonly object: Expression;
  readonly args: readonly Argument[];
}

/** A string literal or template: literal pieces (unescaped as far as they are plain) and expressions. */
export interface TextNode extends NodeBase {
  readonly kind: 'text';
  readonly parts: readonly (string | Expression)[];
}

export interface LiteralNode extends NodeBase {
  readonly kind: 'number' | 'boolean' | 'nil';
  readonly text: string;
}

export interface ListNode extends NodeBase {
  readonly kind: 'list';
  readonly items: readonly Expression[];
}

/** `key: value`; an entry without a key is a spread. */
export interface DictionaryEntry extends Span {
  readonly key?: Expression;
  readonly value: Expression;
}

export interface DictionaryNode extends NodeBase {
  readonly kind: 'dictionary';
  readonly entries: readonly DictionaryEntry[];
}

export interface ClosureNode extends NodeBase {
  readonly kind: 'closure';
  readonly parameters: readonly Parameter[];
  readonly body: BlockNode;
}

export interface ConditionalNode extends NodeBase {
  readonly kind: 'conditional';
  readonly test: Expression;
  readonly then: Expression;
  readonly else: Expression;
}

export interface BinaryNode extends NodeBase {
  readonly kind: 'binary';
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}

export interface UnaryNode extends NodeBase {
  readonly kind: 'unary';
  /** `!x`, `-x`, `&x`; a forced unwrap `x!` has the operator `unwrap`. */
  readonly operator: string;
  readonly operand: Expression;
}

export interface TryNode extends NodeBase {
  readonly kind: 'try';
  readonly mode: 'try' | 'try?' | 'try!';
  readonly operand: Expression;
}

export interface AwaitNode extends NodeBase {
  readonly kind: 'await';
  readonly operand: Expression;
}

export interface CastNode extends NodeBase {
  readonly kind: 'cast';
  readonly operand: Expression;
  readonly type: string;
}

export interface AssignNode extends NodeBase {
  readonly kind: 'assign';
  readonly operator: string;
  readonly target: Expression;
  readonly value: Expression;
}

/** Anything the lowering has no word for, with all it could read inside. */
export interface OtherNode extends NodeBase {
  readonly kind: 'other';
  /** The grammar's own name for it. */
  readonly syntax: string;
  readonly parts: readonly Node[];
}

export interface BlockNode extends NodeBase {
  readonly kind: 'block';
  readonly statements: readonly Node[];
}

/** An attribute or modifier: `@AppStorage("token")`, `static`, `private`. */
export interface Attribute extends Span {
  readonly name: string;
  readonly args: readonly Argument[];
}

/** A variable, constant or property, also one bound by `if let`, `guard let`, `for` or a pattern. */
export interface VariableNode extends NodeBase {
  readonly kind: 'variable';
  readonly name: string;
  readonly nameSpan: Span;
  readonly mutable: boolean;
  readonly type?: string;
  readonly value?: Expression;
  /** What it is where a pattern finds nothing for it: `'token'` in `const { key = 'token' } = options`. */
  readonly default?: Expression;
  /** How the name got here: declared, or unwrapped/matched out of `value`. */
  readonly binding: 'declaration' | 'optional' | 'pattern' | 'loop';
  readonly attributes: readonly Attribute[];
  /** Bodies of a computed property or its observers. */
  readonly accessors: readonly Accessor[];
}

export interface Accessor extends Span {
  readonly role: 'get' | 'set' | 'willSet' | 'didSet';
  readonly parameter?: string;
  readonly body: BlockNode;
}

export interface Parameter extends Span {
  /** The label at the call: undefined for `_`. */
  readonly label?: string;
  readonly name: string;
  readonly nameSpan: Span;
  readonly type?: string;
  readonly default?: Expression;
}

export interface FunctionNode extends NodeBase {
  readonly kind: 'function';
  /** `init`, `deinit` and `subscript` carry those words as their names. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly parameters: readonly Parameter[];
  readonly returnType?: string;
  readonly throws: boolean;
  readonly async: boolean;
  readonly attributes: readonly Attribute[];
  readonly body?: BlockNode;
}

export interface TypeNode extends NodeBase {
  readonly kind: 'type';
  readonly form: 'class' | 'struct' | 'enum' | 'actor' | 'extension' | 'protocol' | 'interface' | 'alias';
  readonly name: string;
  readonly nameSpan: Span;
  readonly inherits: readonly string[];
  readonly attributes: readonly Attribute[];
  readonly members: readonly Node[];
}

export interface EnumCaseNode extends NodeBase {
  readonly kind: 'enumCase';
  readonly name: string;
  readonly nameSpan: Span;
  readonly rawValue?: Expression;
}

export interface ImportNode extends NodeBase {
  readonly kind: 'import';
  readonly module: string;
  /** What a TypeScript import binds; Swift brings in all names of a module. */
  readonly bindings?: readonly ImportBinding[];
  /** Only types, which are gone at run time. */
  readonly typeOnly?: boolean;
}

/** `default` for a default import, `*` for the whole module as a namespace. */
export interface ImportBinding extends Span {
  readonly imported: string;
  readonly local: string;
}

/** `export { a as b }`, `export { a } from './x'`, `export * from './x'`; declarations carry an attribute instead. */
export interface ExportNode extends NodeBase {
  readonly kind: 'export';
  /** Where the names come from; undefined for names of this text. */
  readonly module?: string;
  /** `*` for everything; `exported` is `*` then, too, unless it is a namespace of its own. */
  readonly names: readonly ExportedName[];
}

export interface ExportedName extends Span {
  readonly local: string;
  readonly exported: string;
}

/** `if`, `guard` and their `else`. Conditions hold expressions and the variables that they bind. */
export interface IfNode extends NodeBase {
  readonly kind: 'if';
  readonly guard: boolean;
  readonly conditions: readonly Node[];
  readonly then?: BlockNode;
  readonly else?: Node;
}

export interface SwitchCase extends Span {
  readonly patterns: readonly Node[];
  readonly isDefault: boolean;
  readonly body: BlockNode;
}

export interface SwitchNode extends NodeBase {
  readonly kind: 'switch';
  readonly subject?: Expression;
  readonly cases: readonly SwitchCase[];
}

export interface LoopNode extends NodeBase {
  readonly kind: 'loop';
  readonly form: 'for' | 'while' | 'repeat';
  readonly header: readonly Node[];
  readonly body: BlockNode;
}

export interface CatchClause extends Span {
  readonly patterns: readonly Node[];
  readonly body: BlockNode;
}

/** `do … catch`, `try … catch … finally`. */
export interface CatchNode extends NodeBase {
  readonly kind: 'catch';
  readonly body: BlockNode;
  readonly clauses: readonly CatchClause[];
  readonly finally?: BlockNode;
}

export interface JumpNode extends NodeBase {
  readonly kind: 'jump';
  readonly form: 'return' | 'throw' | 'break' | 'continue';
  readonly value?: Expression;
}

/** A comment with its delimiters. */
export interface Comment extends Span {
  readonly text: string;
}

/**
 * A stretch of text that is compiled only under a condition, as `#if os(tvOS)` writes it. In TypeScript it runs only
 * there, in the same words: `Platform.OS === 'web'` is `os(web)`, `__DEV__` is `DEBUG`.
 */
export interface ConditionalRegion extends Span {
  readonly condition: string;
}

/** A whole source text, lowered. */
export interface Code {
  readonly language: 'swift' | 'typescript';
  readonly text: string;
  readonly root: BlockNode;
  readonly comments: readonly Comment[];
  readonly regions: readonly ConditionalRegion[];
  /** Places the grammar could not read. */
  readonly errors: readonly Span[];
}
