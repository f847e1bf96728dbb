//- prefixes: save-session-id, store-session-id
//- title: Save the session ID (expo-secure-store)
//- about: Keeps the id of a server-side session in the Keychain at the project’s level.
//- library: expo-secure-store
//- imports: import * as SecureStore from 'expo-secure-store';

await SecureStore.setItemAsync('«1:sessionId»', «2:sessionId», {
  keychainAccessible: «3=level sessionId»,
});
