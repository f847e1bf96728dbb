import type { Kind } from './generated.js';

/** What makes a folder an app for phones. */
export const PACKAGE_JSON = `${JSON.stringify({ dependencies: { 'react-native': '0.80.0', 'expo-secure-store': '15.0.0' } })}\n`;

export const sessionKinds: readonly Kind[] = [
  {
    name: 'tokenStore',
    ending: 'ts',
    text: (index) => `import * as SecureStore from 'expo-secure-store';
import AsyncStorage from '@react-native-async-storage/async-storage';

const KEY = 'app${index}.accessToken';

export async function saveSession${index}(accessToken: string, name: string): Promise<void> {
  await SecureStore.setItemAsync(KEY, accessToken);
  ${index % 3 === 0 ? "await AsyncStorage.setItem('refreshToken', accessToken);" : "await AsyncStorage.setItem('name', name);"}
}

export async function signOut${index}(): Promise<void> {
  await SecureStore.deleteItemAsync(KEY);
}
${helpers(index, 12)}`,
  },
  {
    name: 'client',
    ending: 'ts',
    text: (index) => `import axios from 'axios';
import { session } from './session';

const client${index} = axios.create({ baseURL: 'https://example.com' });

client${index}.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401) throw error;
  const token = await session.refreshToken();
  console.log(${index % 2 === 0 ? "'renewed', token" : "'renewed'"});
  return client${index}.request({ ...error.config, headers: { Authorization: \`Bearer \${token}\` } });
});
${helpers(index, 15)}`,
  },
];

export const plainKinds: readonly Kind[] = [
  {
    name: 'Screen',
    ending: 'tsx',
    text: (index) => `import { useState } from 'react';
import { FlatList, Pressable, Text, View } from 'react-native';

export function Screen${index}({ items }: { items: readonly Item[] }) {
  const [isShown, setShown] = useState(false);
  return (
    <View style={{ padding: ${index % 9} }}>
      <FlatList data={items} renderItem={({ item }) => <Text>{item.title}</Text>} />
      <Pressable onPress={() => setShown(!isShown)}>
        <Text>Open ${index}</Text>
      </Pressable>
    </View>
  );
}
${helpers(index, 10)}`,
  },
];

function helpers(index: number, count: number): string {
  return Array.from(
    { length: count },
    (_, step) => `
function helper${index}_${step}(values: readonly number[], scale = ${step}.5): readonly number[] {
  const [first] = values.filter((value) => value % ${step + 2} === 0);
  if (first === undefined || first <= ${index % 17}) return [];
  const sums: number[] = [];
  for (const value of values) if (value > first) sums.push(value * scale + first);
  return sums.sort((a, b) => b - a);
}
`,
  ).join('');
}
