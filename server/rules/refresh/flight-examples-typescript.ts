import { ts, type Example, type FixExample } from '../rule.js';
export { notSingleFlightGood } from './flight-good-examples-typescript.js';

/** Refreshes of TypeScript that several callers start at once. */
export const notSingleFlightBad: readonly Example[] = [
  ts`
    const client = axios.create({ baseURL });

    export async function «renewAccessToken»(accountId: string): Promise<string> {
      const { data } = await axios.post('/oauth/token', {
        grant_type: 'refresh_token',
        refresh_token: await readRefreshToken(accountId),
      });
      await saveTokens(accountId, data.access_token, data.refresh_token);
      return data.access_token;
    }

    client.interceptors.response.use(undefined, async (error) => {
      if (error.response?.status !== 401 || error.config._retry) throw error;
      error.config._retry = true;
      error.config.headers.Authorization = await renewAccessToken(currentAccount());
      return client(error.config);
    });
  `,
  // Right in the interceptor.
  ts`
    api.interceptors.response.use(
      (response) => response,
      async (error) => {
        const original = error.config;
        if (error.response?.status === 401 && !original._retry) {
          original._retry = true;
          const refreshToken = await SecureStore.getItemAsync('refreshToken');
          const { data } = await «axios.post»(baseURL + '/auth/refresh-token', { refreshToken });
          await SecureStore.setItemAsync('accessToken', data.accessToken);
          await SecureStore.setItemAsync('refreshToken', data.refreshToken);
          return api(original);
        }
        return Promise.reject(error);
      },
    );
  `,
  ts`
    export async function «refreshSession»(): Promise<boolean> {
      const response = await fetch(base + '/auth/refresh', { method: 'POST', body: JSON.stringify({ refreshToken }) });
      if (!response.ok) return false;
      const tokens = await response.json();
      await keep(tokens);
      return true;
    }

    export async function apiClient(path: string, options: RequestInit) {
      const response = await fetch(base + path, options);
      if (response.status === 401 && (await refreshSession())) return fetch(base + path, options);
      return response;
    }
  `,
  // Through a function that is called when a request is refused, with flags about other things.
  ts`
    let profileInFlight: Promise<Profile> | null = null;

    async function «refreshSession»() {
      const response = await fetch(base + '/auth/refresh', { method: 'POST', body: JSON.stringify({ refreshToken }) });
      return keep(await response.json());
    }

    async function send(path: string, token: string) {
      return fetch(base + path, { headers: { Authorization: token } });
    }

    async function handleUnauthorized(path: string) {
      const token = await refreshSession();
      return send(path, token);
    }

    export async function apiClient(path: string) {
      const response = await send(path, accessToken);
      if (response.status === 401) return handleUnauthorized(path);
      return response;
    }
  `,
  // RTK Query without a mutex.
  ts`
    const baseQuery = fetchBaseQuery({ baseUrl, prepareHeaders });

    export const baseQueryWithReauth: BaseQueryFn = async (args, api, extra) => {
      let result = await baseQuery(args, api, extra);
      if (result.error && result.error.status === 401) {
        const answer = await «baseQuery»('/auth/refresh', api, extra);
        if (answer.data) {
          api.dispatch(tokensReceived(answer.data));
          result = await baseQuery(args, api, extra);
        }
      }
      return result;
    };
  `,
  // Before it expires, in every request on its own.
  ts`
    export async function «refreshTokens»() {
      const response = await fetch(base + '/token/refresh', { method: 'POST', body: JSON.stringify({ refreshToken }) });
      return keep(await response.json());
    }

    api.interceptors.request.use(async (config) => {
      if (isExpired(accessToken)) await refreshTokens();
      config.headers.Authorization = accessToken;
      return config;
    });
  `,
];

export const notSingleFlightFixed: readonly FixExample[] = [
  {
    language: 'typescript',
    path: 'session.ts',
    title: 'Let the callers of ‘renewAccessToken’ share one refresh',
    before: `/** Asks the server for new tokens. */
export async function renewAccessToken(): Promise<string> {
  const { data } = await axios.post('/auth/refresh', { refreshToken: await readRefreshToken() });
  await saveTokens(data.accessToken, data.refreshToken);
  return data.accessToken;
}

api.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config._retry) throw error;
  error.config._retry = true;
  error.config.headers.Authorization = await renewAccessToken();
  return api(error.config);
});
`,
    after: `let refreshing: Promise<string> | null = null;

/** Asks the server for new tokens. */
export async function renewAccessToken(): Promise<string> {
  refreshing ??= performRefresh().finally(() => {
    refreshing = null;
  });
  return refreshing;
}

async function performRefresh(): Promise<string> {
  const { data } = await axios.post('/auth/refresh', { refreshToken: await readRefreshToken() });
  await saveTokens(data.accessToken, data.refreshToken);
  return data.accessToken;
}

api.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config._retry) throw error;
  error.config._retry = true;
  error.config.headers.Authorization = await renewAccessToken();
  return api(error.config);
});
`,
  },
];
