/** Everything random in the tests comes from this; a failed run is repeated with the seed that it printed. */
export const seed = Number(process.env.SESSIONLINT_SEED ?? 20_261);
