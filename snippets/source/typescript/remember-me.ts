//- prefixes: remember-me
//- title: “Remember me” preference
//- about: A yes or no in AsyncStorage: a preference, not a credential.

import AsyncStorage from '@react-native-async-storage/async-storage';

/** Whether the name of the user is filled in at the next sign-in. It opens nothing, so plain storage will do. */
export async function setRememberMe(isOn: boolean): Promise<void> {
  await AsyncStorage.setItem('«1:rememberMe»', String(isOn));
}

export async function isRememberMeOn(): Promise<boolean> {
  return (await AsyncStorage.getItem('«1»')) === 'true';
}
