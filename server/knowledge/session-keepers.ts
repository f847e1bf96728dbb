import type { Source } from './libraries/library.js';

/** A function of a library that keeps a session by itself, in a storage that the app hands it. */
export interface SessionKeeper {
  readonly modules: readonly string[];
  readonly function: string;
  /** What it keeps, as people say it. */
  readonly session: string;
  /** Where the storage stands: an argument, or what that has under a name, and so on. */
  readonly storage: { readonly argument: number; readonly path: readonly string[] };
  /** Where this is false beside the storage, nothing is kept. */
  readonly unless?: string;
  readonly source: Source;
}

export const SESSION_KEEPERS: readonly SessionKeeper[] = [
  {
    // The session holds the access token and the refresh token.
    modules: ['@supabase/supabase-js'],
    function: 'createClient',
    session: 'Supabase session',
    storage: { argument: 2, path: ['auth', 'storage'] },
    unless: 'persistSession',
    source: {
      repository: 'npm:@supabase/auth-js',
      version: '2.119.1',
      file: 'src/GoTrueClient.ts',
      line: 5317,
    },
  },
  {
    // The user is kept with the refresh token.
    modules: [
      'firebase/auth',
      'firebase/auth/react-native',
      '@firebase/auth',
      '@firebase/auth/dist/rn/index.js',
    ],
    function: 'getReactNativePersistence',
    session: 'Firebase user',
    storage: { argument: 0, path: [] },
    source: { repository: 'npm:@firebase/auth', version: '1.13.9', file: 'dist/rn/index.js', line: 79 },
  },
];

/** What a function of a module keeps; undefined where it keeps no session. */
export function sessionKeeper(module: string, name: string): SessionKeeper | undefined {
  return SESSION_KEEPERS.find((one) => one.function === name && one.modules.includes(module));
}
