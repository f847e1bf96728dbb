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

const SERVICE = `
import { apiRequest } from './api';

export async function refresh() {
  const refreshToken = await readRefreshToken();
  const tokens = await apiRequest('POST', '/api/auth/refresh', { refreshToken });
  await saveTokens(tokens.accessToken, tokens.refreshToken);
}
`;

const SENDER = `
import * as AuthService from './auth.service';

async function renew(): Promise<string | null> {
  await AuthService.refresh();
  return readAccessToken();
}

export async function apiRequest(method: string, path: string, body?: unknown) {
  const url = API_URL + path;
  if (!url.startsWith('https://')) throw new Error('Not a URL');
  const response = await fetch(url, { method, body: JSON.stringify(body) });
  if (response.status === 401) {
    const token = await renew();
    if (token) return (await fetch(url, { method, headers: { Authorization: token } })).json();
    throw new Error('UNAUTHORIZED');
  }
  return response.json();
}
`;

const CLASS = `
import { authService } from './auth.service';

class ApiClient {
  async request(path: string, options?: RequestInit): Promise<Response> {
    const send = async () =>
      fetch(API_URL + path, { ...options, headers: { Authorization: await readAccessToken() } });
    const response = await send();
    if (response.status !== 401) return response;
    await authService.refresh();
    return send();
  }

  post(path: string, body: unknown) {
    return this.request(path, { method: 'POST', body: JSON.stringify(body) });
  }

  ping() {
    return fetch(API_URL);
  }
}

export const apiClient = new ApiClient();
`;

const CLASS_SERVICE = `
import { apiClient } from './api';

class AuthService {
  async refresh() {
    const { data } = await apiClient.post('/auth/refresh', { refreshToken: await readRefreshToken() });
    await saveTokens(data.accessToken, data.refreshToken);
  }
}

export const authService = new AuthService();
`;

describe('refresh/unbounded-retry in functions of two files', () => {
  const found = (service: string, sender: string): readonly string[] =>
    underlinedInFirst('refresh/unbounded-retry', { 'src/auth.service.ts': service, 'src/api.ts': sender });

  it('finds a refresh that is sent by the function which calls it when a request is refused', () => {
    expect(found(SERVICE, SENDER)).toEqual(['apiRequest']);
  });

  it.each([
    ['directly', SERVICE, SENDER.replace('await renew()', 'await AuthService.refresh()')],
    [
      'by its name',
      SERVICE.replace('refresh()', 'refreshTokens()'),
      SENDER.replace('* as AuthService', '{ refreshTokens }').replace('AuthService.refresh', 'refreshTokens'),
    ],
    [
      'by a function that only calls the other',
      SERVICE.replaceAll('apiRequest', 'post').replace("'POST', ", ''),
      `${SENDER}\nexport const post = (path: string, body: unknown) => apiRequest('POST', path, body);`,
    ],
  ])('follows it %s', (_, service, sender) => {
    expect(found(service, sender)).toHaveLength(1);
  });

  it('follows the methods of an object', () => {
    expect(found(CLASS_SERVICE, CLASS)).toEqual(['apiClient.post']);
  });

  it.each([
    ['of another module', SERVICE.replace('./api', './plain'), SENDER],
    ['that calls the refresh of another module', SERVICE, SENDER.replace('./auth.service', './other')],
    ['that only signs out', SERVICE, SENDER.replace('AuthService.refresh', 'AuthService.signOut')],
    [
      'that leaves some addresses alone',
      SERVICE,
      SENDER.replace('=== 401', "=== 401 && path !== '/api/auth/refresh'"),
    ],
    [
      'that answers for such addresses before',
      SERVICE,
      SENDER.replace(
        '  if (response.status',
        "  if (url.includes('/auth/')) return response.json();\n  if (response.status",
      ),
    ],
    ['that refreshes once at a time', SERVICE, SENDER.replace('=== 401', '=== 401 && !isRefreshing')],
    ['that is told', SERVICE.replace('{ refreshToken })', '{ refreshToken }, false)'), SENDER],
    [
      'that is told by an option',
      SERVICE.replace('{ refreshToken })', '{ refreshToken }, { skipAuth: true })'),
      SENDER,
    ],
    [
      'that refreshes before it sends, not when it is refused',
      SERVICE,
      SENDER.replace('    const token = await renew();', '').replace(
        '  const response',
        '  const token = await renew();\n  const response',
      ),
    ],
    ['that does not send', SERVICE, SENDER.replaceAll('fetch(', 'prepare(')],
    ['by a method that sends by itself', CLASS_SERVICE.replace('apiClient.post', 'apiClient.ping'), CLASS],
  ])('says nothing of a function %s', (_, service, sender) => {
    expect(found(service, sender)).toEqual([]);
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
