import { judge } from '../../server/analysis.js';
import { lowerSwift } from '../../server/code/swift/lower.js';
import { lowerTypeScript } from '../../server/code/typescript/lower.js';
import { grammarFor } from '../../server/language.js';
import { factsOf } from '../../server/facts/extract.js';
import type { FileFacts } from '../../server/facts/model.js';
import { concernOf } from '../../server/facts/concern.js';
import { mayHoldFacts } from '../../server/facts/triggers.js';
import { DEFAULT_POLICY } from '../../server/policy/policy.js';
import { TextParser, type Grammar, type GrammarReader } from '../../server/syntax/parser.js';
import { prepareSwift } from '../../server/syntax/prepare.js';
import { Program } from '../../server/workspace/program.js';

/** Processor time that each stage took over all texts, in milliseconds. */
export interface StageTimes {
  readonly prefilter: number;
  readonly prepare: number;
  readonly parse: number;
  readonly lower: number;
  readonly facts: number;
  readonly rules: number;
  /** Texts that passed the prefilter, and their length in UTF-16 units. */
  readonly concerned: number;
  readonly length: number;
}

/** Takes texts by path through the stages, each stage measured by itself. */
export async function measureStages(
  texts: ReadonlyMap<string, string>,
  read: GrammarReader,
): Promise<StageTimes> {
  const concern = concernOf();
  const parsers = new Map<Grammar, TextParser>();
  for (const grammar of new Set([...texts.keys()].map(grammarFor)))
    parsers.set(grammar, await TextParser.load(grammar, read));
  const times = { prefilter: 0, prepare: 0, parse: 0, lower: 0, facts: 0, rules: 0 };
  const timed = <T>(stage: keyof typeof times, act: () => T): T => {
    const started = process.cpuUsage();
    const result = act();
    const { user, system } = process.cpuUsage(started);
    times[stage] += (user + system) / 1000;
    return result;
  };
  const concerned = timed('prefilter', () => [...texts].filter(([, text]) => mayHoldFacts(text)));
  const all: FileFacts[] = [];
  for (const [path, text] of concerned) {
    const grammar = grammarFor(path);
    const isSwift = grammar === 'swift';
    if (isSwift) timed('prepare', () => prepareSwift(text, concern));
    const parsed = timed('parse', () => parsers.get(grammar)!.parse(text, concern));
    const code = timed('lower', () => (isSwift ? lowerSwift(parsed) : lowerTypeScript(parsed)));
    all.push(timed('facts', () => factsOf(path, code)));
    parsed.dispose();
  }
  timed('rules', () => {
    const program = new Program(all);
    for (const facts of all) judge(facts, DEFAULT_POLICY, program);
  });
  // Parsing prepares the text itself.
  times.parse -= times.prepare;
  const length = concerned.reduce((sum, [, text]) => sum + text.length, 0);
  return { ...times, concerned: concerned.length, length };
}
