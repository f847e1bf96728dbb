import { describe, expect, it } from 'vitest';
import { underlinedInFirst } from './app.js';

const REFRESH = `
import { client } from './client';

export async function refreshTokens() {
  const { data } = await client.post('/auth/refresh', { refreshToken: await readRefreshToken() });
  await saveTokens(data.accessToken, data.refreshToken);
  return data.accessToken;
}
`;

const CLIENT = `
import axios from 'axios';
import { refreshTokens } from './auth';

export const client = axios.create({ baseURL });

client.interceptors.response.use(undefined, async (error) => {
  const original = error.config;
  if (error.response?.status !== 401 || original._retry) throw error;
  original._retry = true;
  original.headers.Authorization = await refreshTokens();
  return client(original);
});
`;

describe('refresh/unbounded-retry across files', () => {
  const rule = 'refresh/unbounded-retry';

  it('finds a refresh that is sent by the client whose handler calls it', () => {
    expect(underlinedInFirst(rule, { 'src/auth.ts': REFRESH, 'src/client.ts': CLIENT })).toEqual([
      'client.post',
    ]);
  });

  it.each([
    ['an alias', REFRESH.replace('./client', '@/src/client'), 'src/client.ts', CLIENT],
    ['a folder', REFRESH.replace('./client', './client/'), 'src/client/index.ts', CLIENT],
    [
      'a default export',
      REFRESH.replace('{ client }', 'client'),
      'src/client.ts',
      `${CLIENT.replace('export ', '')}\nexport default client;`,
    ],
    [
      'another name',
      REFRESH.replace('{ client }', '{ http as client }'),
      'src/client.ts',
      `${CLIENT.replace('export ', '')}\nexport { client as http };`,
    ],
  ])('follows %s', (_, refresh, path, client) => {
    expect(underlinedInFirst(rule, { 'src/auth.ts': refresh, [path]: client })).toEqual(['client.post']);
  });

  it.each([
    ['of another module', REFRESH.replace('./client', './other'), CLIENT],
    ['without the handler', REFRESH.replace('{ client }', '{ bare as client }'), CLIENT],
    [
      'whose handler leaves it alone',
      REFRESH,
      CLIENT.replace('original._retry)', "original.url === '/auth/refresh')"),
    ],
    ['that is told', REFRESH.replace('() })', '() }, { skipAuthRefresh: true })'), CLIENT],
    ['that only signs out', REFRESH, CLIENT.replaceAll('refreshTokens', 'signOut')],
  ])('says nothing of a client %s', (_, refresh, client) => {
    expect(underlinedInFirst(rule, { 'src/auth.ts': refresh, 'src/client.ts': client })).toEqual([]);
  });
});

describe('refresh/not-single-flight across files', () => {
  const rule = 'refresh/not-single-flight';

  it('says nothing of a refresh whose callers are unknown', () => {
    expect(underlinedInFirst(rule, { 'src/auth.ts': REFRESH })).toEqual([]);
  });

  it('finds a refresh that requests of another file call', () => {
    expect(underlinedInFirst(rule, { 'src/auth.ts': REFRESH, 'src/client.ts': CLIENT })).toEqual([
      'refreshTokens',
    ]);
  });

  it('says nothing when the other file lets one through at a time', () => {
    const waiting = CLIENT.replace('client.interceptors', 'let isRefreshing = false;\nclient.interceptors');
    const gated = waiting.replace(
      'original._retry = true;',
      'original._retry = true;\n  isRefreshing = true;',
    );
    expect(underlinedInFirst(rule, { 'src/auth.ts': REFRESH, 'src/client.ts': gated })).toEqual([]);
  });
});

describe('refresh/on-every-request across files', () => {
  const rule = 'refresh/on-every-request';
  const requests = `
import { refreshTokens } from './auth';

crew.interceptors.request.use(async (request) => {
  request.headers.Authorization = await refreshTokens();
  return request;
});
`;

  it('finds a refresh of another file', () => {
    expect(underlinedInFirst(rule, { 'src/crew.ts': requests, 'src/auth.ts': REFRESH })).toEqual([
      'refreshTokens',
    ]);
  });

  it('says nothing when that looks at the expiry first', () => {
    const looking = REFRESH.replace(') {\n', ') {\n  if (Date.now() < expiresAt) return stored;\n');
    expect(underlinedInFirst(rule, { 'src/crew.ts': requests, 'src/auth.ts': looking })).toEqual([]);
  });
});
