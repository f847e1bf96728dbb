// What the snippets use of libraries whose own types need React Native or an Expo app around them.
declare module 'react-native' {
  export const AppState: {
    readonly currentState: 'active' | 'background' | 'inactive' | 'unknown' | 'extension';
    addEventListener(
      type: 'change',
      listener: (state: 'active' | 'background' | 'inactive' | 'unknown' | 'extension') => void,
    ): { remove(): void };
  };
}

declare module '@react-native-async-storage/async-storage' {
  const AsyncStorage: {
    getItem(key: string): Promise<string | null>;
    setItem(key: string, value: string): Promise<void>;
    multiRemove(keys: readonly string[]): Promise<void>;
  };
  export default AsyncStorage;
}

// expo-auth-session 57: build/AuthRequest.d.ts, build/TokenRequest.d.ts, build/Discovery.d.ts, build/AuthSession.d.ts.
declare module 'expo-auth-session' {
  export interface DiscoveryDocument {
    readonly authorizationEndpoint?: string;
    readonly tokenEndpoint?: string;
  }
  export interface AuthRequestConfig {
    clientId: string;
    redirectUri: string;
    scopes?: string[];
    usePKCE?: boolean;
  }
  export type AuthSessionResult =
    | { type: 'cancel' | 'dismiss' | 'opened' | 'locked' }
    | { type: 'error' | 'success'; params: Record<string, string>; url: string };
  export class AuthRequest {
    codeVerifier?: string;
    constructor(config: AuthRequestConfig);
    promptAsync(discovery: DiscoveryDocument): Promise<AuthSessionResult>;
  }
  export class TokenResponse {
    accessToken: string;
    refreshToken?: string;
  }
  export function fetchDiscoveryAsync(issuer: string): Promise<DiscoveryDocument>;
  export function makeRedirectUri(options: { scheme?: string; path?: string }): string;
  export function exchangeCodeAsync(
    config: { clientId: string; code: string; redirectUri: string; extraParams?: Record<string, string> },
    discovery: Pick<DiscoveryDocument, 'tokenEndpoint'>,
  ): Promise<TokenResponse>;
}

// expo-background-task 57: build/BackgroundTask.d.ts, build/BackgroundTask.types.d.ts.
declare module 'expo-background-task' {
  export enum BackgroundTaskResult {
    Success = 1,
    Failed = 2,
  }
  export function registerTaskAsync(name: string, options?: { minimumInterval?: number }): Promise<void>;
  export function unregisterTaskAsync(name: string): Promise<void>;
}

declare module 'expo-task-manager' {
  export function defineTask(name: string, executor: () => Promise<unknown>): void;
}
