//- prefixes: save-access-token, store-access-token
//- title: Save the access token (expo-secure-store)
//- about: Keeps the access token in the Keychain at the project’s level.
//- library: expo-secure-store
//- imports: import * as SecureStore from 'expo-secure-store';

await SecureStore.setItemAsync('«1:accessToken»', «2:accessToken», {
  keychainAccessible: «3=level accessToken»,
});
