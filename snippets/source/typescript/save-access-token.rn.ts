//- prefixes: save-access-token, store-access-token
//- title: Save the access token (react-native-keychain)
//- about: Keeps the access token in the Keychain at the project’s level, and looks at the result.
//- library: react-native-keychain
//- imports: import * as Keychain from 'react-native-keychain';

const stored = await Keychain.setGenericPassword('«1:accessToken»', «2:accessToken», {
  service: '«3:com.example.app».accessToken',
  accessible: «4=level accessToken»,
});
if (!stored) throw new Error('The Keychain did not take the access token.');
