// The generated lexer is one function of 17,000 lines: a switch over 2,039 states inside one loop. Compilers take
// it badly. LLVM's WebAssembly back end spends minutes on its control flow, and V8 goes on optimising it in the
// background for seconds, which keeps a process that has long finished from ending. So each state becomes a
// function of its own that returns the next state, and a loop calls them. They do what the switch did.
import { replaceOnce } from './patch.mjs';

const SIGNATURE = 'static bool ts_lex(TSLexer *lexer, TSStateId state) {\n';
const PROLOGUE = `${SIGNATURE}  START_LEXER();\n  eof = lexer->eof(lexer);\n  switch (state) {\n`;
const EPILOGUE = '    default:\n      return false;\n  }\n}\n';

// A state returns 0 to stop, n + 1 to go to state n, -(n + 1) to go there and skip the character as white space.
const MACROS = `
#undef START_LEXER
#undef ADVANCE
#undef ADVANCE_MAP
#undef SKIP
#undef ACCEPT_TOKEN
#undef END_STATE
#define ADVANCE(next) return (next) + 1;
#define SKIP(next) return -((next) + 1);
#define END_STATE() return 0;
#define ACCEPT_TOKEN(symbol) *accepted = true; lexer->result_symbol = symbol; lexer->mark_end(lexer);
#define ADVANCE_MAP(...) { \\
    static const uint16_t map[] = { __VA_ARGS__ }; \\
    int32_t step = ts_lex_find(map, sizeof(map) / sizeof(map[0]), lookahead); \\
    if (step) return step; \\
  }
#define eof (lexer->eof(lexer))

// Copies of these in hundreds of states would triple the time to compile, and parsing would be no faster.
#define SHARED static __attribute__((noinline))

SHARED int32_t ts_lex_find(const uint16_t *map, uint32_t length, int32_t lookahead) {
  for (uint32_t i = 0; i < length; i += 2) {
    if (map[i] == lookahead) return map[i + 1] + 1;
  }
  return 0;
}

SHARED bool ts_lex_set_contains(TSCharacterRange *ranges, uint32_t length, int32_t lookahead) {
  return set_contains(ranges, length, lookahead);
}
#define set_contains ts_lex_set_contains

`;

const DRIVER = `
#undef eof
#undef set_contains

${SIGNATURE}  bool accepted = false;
  for (;;) {
    int32_t step = ts_lex_states[state](lexer, lexer->lookahead, &accepted);
    if (step == 0) return accepted;
    lexer->advance(lexer, step < 0);
    state = (TSStateId)((step < 0 ? -step : step) - 1);
  }
}
`;

/**
 * Gives every state of the lexer a function of its own.
 * @param {string} parser the text of parser.c
 */
export function splitLexer(parser) {
  const start = parser.indexOf(PROLOGUE);
  const end = parser.indexOf(EPILOGUE, start);
  if (start < 0 || end < 0) throw new Error('The lexer of the Swift grammar is not generated as expected.');
  const states = stateBodies(parser.slice(start + PROLOGUE.length, end));
  const functions = states.map(
    (body, state) =>
      `static int32_t ts_lex_${state}(TSLexer *lexer, int32_t lookahead, bool *accepted) {\n${body}}\n`,
  );
  const table = `static int32_t (*const ts_lex_states[])(TSLexer *, int32_t, bool *) = {\n${states
    .map((_, state) => `  ts_lex_${state},\n`)
    .join('')}};\n`;
  const split = parser.slice(0, start) + MACROS + functions.join('') + table + DRIVER;
  return allowOptimiser(split + parser.slice(end + EPILOGUE.length));
}

/** The C of each state, by its number. */
function stateBodies(cases) {
  const [before, ...pieces] = cases.split(/^ {4}case (\d+):\n/m);
  if (before !== '') throw new Error(`Unexpected text before the lexer's first state: ${before}`);
  const bodies = [];
  for (let i = 0; i < pieces.length; i += 2) {
    const [state, body] = [Number(pieces[i]), pieces[i + 1]];
    if (state !== bodies.length) throw new Error(`Lexer state ${bodies.length} is missing.`);
    if (!body.endsWith('      END_STATE();\n')) throw new Error(`Lexer state ${state} does not end.`);
    bodies.push(body);
  }
  return bodies;
}

/** The generator turns the optimiser off for the sake of the one big function, which is gone. */
function allowOptimiser(parser) {
  return replaceOnce(parser, '#pragma clang optimize off\n', '');
}
