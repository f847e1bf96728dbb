import { CodeReader, type ReadText } from './code/reader.js';
import { factsOf } from './facts/extract.js';
import { objectiveCFacts } from './facts/objective-c/facts.js';
import { PLAIN_READING, type Reading, readingKey } from './facts/reading.js';
import type { SecurePackage } from './knowledge/mobile-packages.js';
import { speaking } from './knowledge/vocabulary.js';
import type { FileFacts } from './facts/model.js';
import { concernOf } from './facts/concern.js';
import { mayHoldFacts } from './facts/triggers.js';
import type { Finding } from './finding.js';
import { grammarFor, isForeignName, isPacked, languageOf } from './language.js';
import { DEFAULT_POLICY, type Policy } from './policy/policy.js';
import type { PolicyInForce } from './policy/policies.js';
import { RULES } from './rules/index.js';
import { run, runOnPolicyFile, runOnSuppressions } from './rules/rule.js';
import type { Concern } from './syntax/bodies.js';
import { applySuppressions, type Suppression } from './suppression.js';
import type { Grammar, GrammarReader } from './syntax/parser.js';
import { remembering } from './syntax/remembering.js';
import { Program } from './workspace/program.js';

/** A text and all that is known of it. */
export interface Analysis {
  readonly text: string;
  readonly facts: FileFacts;
  /** In the order of the text. */
  readonly findings: readonly Finding[];
}

/** What a text is judged by, besides itself. */
export interface Surroundings {
  /** The same one as long as nothing is decided differently. */
  readonly policy: Policy;
  /** The project wants the text looked at, even if it is a test. */
  readonly included?: boolean;
  /** What the project of a TypeScript text depends on to keep credentials in. */
  readonly securePackages?: readonly SecurePackage[];
  /**
   * Places the facts of the text among those of the other files, and returns what they are part of: the same
   * program as long as nothing in it has changed.
   */
  readonly place: (facts: FileFacts) => Program;
}

/** A text by itself. */
export const ALONE: Surroundings = {
  policy: DEFAULT_POLICY,
  place: (facts) => {
    const program = ALONE_PROGRAMS.get(facts) ?? new Program([facts]);
    ALONE_PROGRAMS.set(facts, program);
    return program;
  },
};
const ALONE_PROGRAMS = new WeakMap<FileFacts, Program>();

/** A text that is being edited: each update re-uses what is still true of the one before. */
export interface OpenText {
  /** As things stand now: made anew, without reading the text again, when other files have changed. */
  readonly analysis: Analysis;
  /** Takes the new text. */
  update(text: string): Analysis;
}

/** The whole of the analysis, from text to findings, the same for the editor and the command line. */
export class Analyzer {
  private readonly readers = new Map<Grammar, CodeReader>();
  private readonly loading = new Map<Grammar, Promise<void>>();

  private constructor(private readonly read: GrammarReader) {}

  /**
   * @param grammars loaded at once; others are loaded when texts ask for them
   * @throws when a grammar file is missing or broken; the message names the file.
   */
  static async load(read: GrammarReader, grammars: readonly Grammar[] = []): Promise<Analyzer> {
    const analyzer = new Analyzer(read);
    for (const grammar of grammars) await analyzer.loadGrammar(grammar);
    return analyzer;
  }

  /**
   * Loads what a text at a path is read with, unless it is there. To be awaited before the text is analysed.
   * @throws when the grammar's file is missing or broken; the next call tries again.
   */
  async prepare(path: string): Promise<void> {
    if (!isForeignName(path)) await this.loadGrammar(grammarFor(path));
  }

  /** The facts of a text; undefined when none of the words in it concerns any rule. */
  facts(path: string, text: string, reading: Reading = PLAIN_READING): FileFacts | undefined {
    if (!mayHoldFacts(text, reading.names)) return undefined;
    if (isForeignName(path)) return foreignFacts(path, text, reading);
    const grammar = grammarFor(path);
    if (grammar !== 'swift' && isPacked(text)) return undefined;
    const { code } = this.reader(grammar).read(text, concernOf(languageOf(path), reading.names));
    return factsOf(path, code, reading);
  }

  /** Analyses a text once. `path` tells where it lives, with forward slashes. */
  analyse(path: string, text: string, surroundings: Surroundings = ALONE): Analysis {
    return this.open(path, text, surroundings).analysis;
  }

  /** Analyses a text that will be edited. */
  open(path: string, text: string, surroundings: Surroundings = ALONE): OpenText {
    return new AnalysedText(this.reader(grammarFor(path)), path, text, surroundings);
  }

  private reader(grammar: Grammar): CodeReader {
    const reader = this.readers.get(grammar);
    if (!reader) throw new Error(`The grammar ${grammar} is not loaded.`);
    return reader;
  }

  private loadGrammar(grammar: Grammar): Promise<void> {
    const known = this.loading.get(grammar);
    if (known) return known;
    const loading = CodeReader.load(grammar, this.read).then(
      (reader) => void this.readers.set(grammar, reader),
    );
    this.loading.set(grammar, loading);
    loading.catch(() => this.loading.delete(grammar));
    return loading;
  }
}

function foreignFacts(path: string, text: string, { names, included }: Reading): FileFacts {
  return speaking(names, () => objectiveCFacts(path, text, included));
}

class AnalysedText implements OpenText {
  private read: ReadText | undefined;
  private facts: FileFacts;
  /** What the facts were read by. */
  private readBy = '';
  private concern: Concern | undefined;
  private judged:
    { readonly program: Program; readonly policy: Policy; readonly analysis: Analysis } | undefined;

  constructor(
    private readonly reader: CodeReader,
    private readonly path: string,
    text: string,
    private readonly surroundings: Surroundings,
  ) {
    this.facts = this.factsOf(text);
  }

  get analysis(): Analysis {
    // A project's own names decide which code is read at all.
    if (this.readBy !== readingKey(this.reading)) this.facts = this.factsOf(this.facts.text);
    const { facts } = this;
    const { policy } = this.surroundings;
    const program = this.surroundings.place(facts);
    const { judged } = this;
    if (judged?.program === program && judged.policy === policy && judged.analysis.facts === facts)
      return judged.analysis;
    const analysis = { text: facts.text, facts, findings: judge(facts, policy, program) };
    this.judged = { program, policy, analysis };
    return analysis;
  }

  update(text: string): Analysis {
    this.facts = this.factsOf(text);
    return this.analysis;
  }

  private factsOf(text: string): FileFacts {
    const { reading } = this;
    const readBy = readingKey(reading);
    if (!this.concern || readBy !== this.readBy)
      this.concern = remembering(concernOf(languageOf(this.path), reading.names));
    this.readBy = readBy;
    const before = this.read;
    // Where reading fails, what was read before may have moved in part.
    this.read = undefined;
    this.read = this.reader.read(text, this.concern, before);
    return factsOf(this.path, this.read.code, reading);
  }

  private get reading(): Reading {
    const { policy, included = false, securePackages = [] } = this.surroundings;
    return { names: policy.names, included, securePackages };
  }
}

/** A finding that a comment hides, and the comment. */
export interface SuppressedFinding {
  readonly finding: Finding;
  readonly suppression: Suppression;
}

/** All that the rules find in one text, in its order: what stays, and what its comments hide. */
export interface Judgement {
  readonly kept: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
}

/** All findings of all rules on one text, less what the text suppresses; tests have none. */
export function judge(facts: FileFacts, policy: Policy, program: Program): readonly Finding[] {
  return judgement(facts, policy, program).kept;
}

/** The same, with what the text suppresses beside it. */
export function judgement(facts: FileFacts, policy: Policy, program: Program): Judgement {
  return speaking(policy.names, () => judgementInWords(facts, policy, program));
}

function judgementInWords(facts: FileFacts, policy: Policy, program: Program): Judgement {
  if (facts.isTest || facts.language === 'objectiveC') return { kept: [], suppressed: [] };
  const found = RULES.flatMap((rule) => [...run(rule, facts, policy, program)]);
  // What there is to say of the comments is known only now, and other comments may hide that.
  for (const rule of RULES.filter(({ checkSuppressions }) => checkSuppressions)) {
    const { uses } = applySuppressions(found, facts);
    found.push(...runOnSuppressions(rule, uses, facts, policy));
  }
  const { kept, uses } = applySuppressions(found, facts);
  const hidden = new Map<Finding, Suppression>();
  for (const use of uses) {
    for (const finding of use.hidden) if (!hidden.has(finding)) hidden.set(finding, use.suppression);
  }
  return {
    kept: kept.toSorted(inOrder),
    suppressed: Array.from(hidden, ([finding, suppression]) => ({ finding, suppression })).toSorted((a, b) =>
      inOrder(a.finding, b.finding),
    ),
  };
}

/** What there is to say of a policy file itself. */
export function judgePolicyFile({
  problems,
  policy,
}: Pick<PolicyInForce, 'problems' | 'policy'>): readonly Finding[] {
  return RULES.flatMap((rule) => [...runOnPolicyFile(rule, problems, policy)]).toSorted(inOrder);
}

function inOrder(a: Finding, b: Finding): number {
  return a.span.start - b.span.start || a.rule.localeCompare(b.rule);
}
