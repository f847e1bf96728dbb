//- prefixes: save-refresh-token, store-refresh-token
//- title: Save the refresh token (expo-secure-store)
//- about: Keeps the refresh token in the Keychain at the project’s level.
//- library: expo-secure-store
//- imports: import * as SecureStore from 'expo-secure-store';

await SecureStore.setItemAsync('«1:refreshToken»', «2:refreshToken», {
  keychainAccessible: «3=level refreshToken»,
});
