//- prefixes: save-refresh-token, store-refresh-token
//- title: Save the refresh token (react-native-keychain)
//- about: Keeps the refresh token in the Keychain at the project’s level, and looks at the result.
//- library: react-native-keychain
//- imports: import * as Keychain from 'react-native-keychain';

const stored = await Keychain.setGenericPassword('«1:refreshToken»', «2:refreshToken», {
  service: '«3:com.example.app».refreshToken',
  accessible: «4=level refreshToken»,
});
if (!stored) throw new Error('The Keychain did not take the refresh token.');
