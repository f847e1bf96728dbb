import { judge } from '../../server/analysis.js';
import { CodeReader } from '../../server/code/reader.js';
import { grammarFor, languageOf } from '../../server/language.js';
import { factsOf } from '../../server/facts/extract.js';
import type { FileFacts } from '../../server/facts/model.js';
import { concernOf } from '../../server/facts/concern.js';
import { mayHoldFacts } from '../../server/facts/triggers.js';
import { DEFAULT_POLICY } from '../../server/policy/policy.js';
import { TextParser, type Grammar, type GrammarReader } from '../../server/syntax/parser.js';
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
  const parsers = new Map<Grammar, TextParser>();
  const readers = new Map<Grammar, CodeReader>();
  for (const grammar of new Set([...texts.keys()].map(grammarFor))) {
    parsers.set(grammar, await TextParser.load(grammar, read));
    readers.set(grammar, await CodeReader.load(grammar, read));
  }
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
    const parser = parsers.get(grammar)!;
    const concern = concernOf(languageOf(path));
    const { readable, pieces } = timed('prepare', () => parser.prepared(text, concern));
    timed('parse', () => {
      for (const { start, end } of pieces) parser.parse(readable.slice(start, end), start);
    });
    const { code } = timed('lower', () => readers.get(grammar)!.read(text, concern));
    all.push(timed('facts', () => factsOf(path, code)));
  }
  timed('rules', () => {
    const program = new Program(all);
    for (const facts of all) judge(facts, DEFAULT_POLICY, program);
  });
  // To read is to prepare, to parse and to lower.
  times.lower -= times.prepare + times.parse;
  const length = concerned.reduce((sum, [, text]) => sum + text.length, 0);
  return { ...times, concerned: concerned.length, length };
}
