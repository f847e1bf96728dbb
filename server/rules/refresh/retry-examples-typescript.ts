import { ts, type Example, type FixExample } from '../rule.js';

/** Ways of repeating a refresh without end in TypeScript. */
export const unboundedRetryBad: readonly Example[] = [
  // No mark tells the second request from the first.
  ts`
    import axios from 'axios';
    import { refreshAccessToken } from './auth';

    const client = axios.create({ baseURL: config.apiUrl });

    client.interceptors.response.use(
      (response) => response,
      async (error) => {
        if (error.response?.status === 401) {
          const token = await refreshAccessToken();
          error.config.headers.Authorization = 'Bearer ' + token;
          return «client(error.config)»;
        }
        return Promise.reject(error);
      },
    );
  `,
  ts`
    axios.interceptors.response.use(undefined, (error) => {
      const original = error.config;
      if (error.response.status !== 401) return Promise.reject(error);
      return refreshToken().then((token) => {
        original.headers.Authorization = token;
        return «axios.request(original)»;
      });
    });
  `,
  // Mark or no mark, the refresh is a new request each time.
  ts`
    const api = axios.create({ baseURL });

    api.interceptors.response.use(
      (response) => response,
      async (error) => {
        const original = error.config;
        if (error.response?.status === 401 && !original._retry) {
          original._retry = true;
          const { data } = await «api.post»('/auth/refresh', { refreshToken: await getRefreshToken() });
          await saveTokens(data.accessToken, data.refreshToken);
          return api(original);
        }
        return Promise.reject(error);
      },
    );
  `,
  ts`
    export const client = axios.create({ baseURL });

    async function renewTokens(): Promise<string> {
      const { data } = await «client.post»<TokenAnswer>('/oauth/token', {
        grant_type: 'refresh_token',
        refresh_token: await readRefreshToken(),
      });
      await saveTokens(data.access_token, data.refresh_token);
      return data.access_token;
    }

    client.interceptors.response.use(undefined, async (error) => {
      const request = error.config;
      if (error.response?.status !== 401 || request.retried) throw error;
      request.retried = true;
      request.headers.Authorization = await renewTokens();
      return client.request(request);
    });
  `,
  ts`
    export async function refreshTokens() {
      try {
        const answer = await fetch(url + '/auth/refresh', { method: 'POST', body: JSON.stringify({ refreshToken }) });
        return await answer.json();
      } catch (error) {
        return «refreshTokens()»;
      }
    }
  `,
  ts`
    class Session {
      async refreshToken(): Promise<Tokens> {
        try {
          return await this.exchange();
        } catch (error) {
          await wait(2000);
          return «this.refreshToken()»;
        }
      }
    }
  `,
  ts`
    async function apiFetch(path: string, options: RequestInit): Promise<Response> {
      const response = await fetch(baseUrl + path, options);
      if (response.status === 401) {
        await refreshAccessToken();
        return «apiFetch(path, options)»;
      }
      return response;
    }
  `,
  ts`
    const keepSession = async () => {
      «while (true)» {
        try {
          await refreshTokens();
          return;
        } catch (error) {
          await sleep(1000);
        }
      }
    };
  `,
  // A saga that calls itself.
  ts`
    export function* refreshTokenSaga() {
      try {
        const { data } = yield call(api.post, '/auth/refresh', { refreshToken: yield select(refreshTokenOf) });
        yield put(tokensRefreshed(data));
      } catch (error) {
        yield delay(1000);
        yield «call(refreshTokenSaga)»;
      }
    }
  `,
  // In a class, with the handler in a method.
  ts`
    class ApiClient {
      private instance = axios.create({ baseURL });

      constructor(private auth: AuthService) {
        this.instance.interceptors.response.use((response) => response, this.onRefused.bind(this));
      }

      private async onRefused(error: AxiosError) {
        if (error.response?.status === 401) {
          await this.auth.refreshToken();
          return «this.instance.request(error.config)»;
        }
        throw error;
      }
    }
  `,
  ts`
    import createAuthRefreshInterceptor from 'axios-auth-refresh';

    const refreshAuthLogic = async (failed) => {
      const { data } = await «api.post»('/auth/refresh', { refreshToken: tokens.refresh });
      failed.response.config.headers.Authorization = data.accessToken;
    };

    createAuthRefreshInterceptor(api, refreshAuthLogic, { deduplicateRefresh: false });
  `,
  // What waits before it sends is held back, marked or not.
  ts`
    import axios from 'axios';
    import createAuthRefreshInterceptor from 'axios-auth-refresh';
    import * as SecureStore from 'expo-secure-store';

    const api = axios.create({ baseURL });

    const refreshAuthLogic = async (failed) => {
      const refreshToken = await SecureStore.getItemAsync('refreshToken');
      const { data } = await «api.post»('/auth/refresh', { refreshToken }, { skipAuthRefresh: true });
      failed.response.config.headers.Authorization = data.accessToken;
    };

    createAuthRefreshInterceptor(api, refreshAuthLogic);
  `,
  ts`
    export const api = ky.create({
      prefixUrl,
      retry: { limit: «Infinity», statusCodes: [401] },
      hooks: { beforeRetry: [async ({ request }) => request.headers.set('Authorization', await refreshToken())] },
    });
  `,
  ts`
    import { retryExchange } from '@urql/exchange-retry';

    export const retries = retryExchange({
      maxNumberAttempts: «Infinity»,
      retryIf: (error) => {
        void refreshToken();
        return error.response?.status === 401;
      },
    });
  `,
  ts`
    import { RetryLink } from '@apollo/client/link/retry';

    export const link = new RetryLink({
      attempts: {
        max: «Infinity»,
        retryIf: async (error) => error.statusCode === 401 && Boolean(await refreshToken()),
      },
    });
  `,
  ts`
    import { useMutation } from '@tanstack/react-query';

    export const useRefresh = () => useMutation({ mutationFn: () => refreshToken(), retry: «true» });
  `,
];

/** Code that looks like it, and ends. */
export const unboundedRetryGood: readonly Example[] = [
  ts`
    client.interceptors.response.use(undefined, async (error) => {
      const original = error.config;
      if (error.response?.status === 401 && !original._retry) {
        original._retry = true;
        original.headers.Authorization = await refreshAccessToken();
        return client(original);
      }
      throw error;
    });
  `,
  ts`
    timetables.interceptors.response.use(undefined, async (error: AxiosError) => {
      const request = error.config as (InternalAxiosRequestConfig & { sent?: boolean }) | undefined;
      if (error.response?.status !== 401 || !request || request.sent) throw error;
      request.sent = true;
      const { accessToken } = await refreshTokens();
      request.headers.Authorization = accessToken;
      return timetables.request(request);
    });
  `,
  // Counted.
  ts`
    api.interceptors.response.use(undefined, async (error) => {
      const config = error.config;
      config.retryCount = config.retryCount ?? 0;
      if (error.response?.status === 401 && config.retryCount < 2) {
        config.retryCount += 1;
        await refreshToken();
        return api.request(config);
      }
      return Promise.reject(error);
    });
  `,
  // A mark in the copy that is sent.
  ts`
    api.interceptors.response.use(undefined, async (error) => {
      if (error.response?.status !== 401 || error.config.metadata?.isRetry) throw error;
      const token = await refreshToken();
      return api.request({ ...error.config, metadata: { isRetry: true }, headers: { Authorization: token } });
    });
  `,
  // One refresh at a time, behind a flag.
  ts`
    let isRefreshing = false;

    api.interceptors.response.use(undefined, async (error) => {
      if (error.response?.status !== 401 || isRefreshing) return Promise.reject(error);
      isRefreshing = true;
      try {
        await refreshToken();
        return await api(error.config);
      } finally {
        isRefreshing = false;
      }
    });
  `,
  // Sent by a client without the handler.
  ts`
    const api = axios.create({ baseURL });

    api.interceptors.response.use(undefined, async (error) => {
      if (error.response?.status !== 401) throw error;
      const { data } = await axios.post(baseURL + '/auth/refresh', { refreshToken });
      return axios.request({ ...error.config, headers: { Authorization: data.accessToken } });
    });
  `,
  // The refresh is left out of the refreshing.
  ts`
    api.interceptors.response.use(undefined, async (error) => {
      const original = error.config;
      const isRefresh = original.url?.includes('/auth/refresh');
      if (error.response?.status === 401 && !isRefresh && !original._retry) {
        original._retry = true;
        await api.post('/auth/refresh', { refreshToken });
        return api(original);
      }
      throw error;
    });
  `,
  // The number of tries goes down.
  ts`
    const refreshAccessToken = async (code: string, retries = 3, pause = 200) => {
      try {
        return await renew(code);
      } catch (error) {
        if (retries > 0) {
          await delay(pause);
          return refreshAccessToken(code, retries - 1, pause * 2);
        }
        throw error;
      }
    };
  `,
  ts`
    async function apiFetch(path: string, options: RequestInit, retry = true): Promise<Response> {
      const response = await fetch(baseUrl + path, options);
      if (response.status === 401 && retry) {
        await refreshAccessToken();
        return apiFetch(path, options, false);
      }
      return response;
    }
  `,
  // Apollo hands the operation to the next link only, not to this one again.
  ts`
    const errorLink = onError(({ graphQLErrors, operation, forward }) => {
      if (graphQLErrors?.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED')) {
        return fromPromise(refreshToken()).flatMap(() => forward(operation));
      }
    });
  `,
  ts`
    createAuthRefreshInterceptor(api, refreshAuthLogic, { deduplicateRefresh: false });

    async function refreshAuthLogic(failed) {
      const { data } = await api.post('/auth/refresh', { refreshToken: tokens.refresh }, { skipAuthRefresh: true });
      failed.response.config.headers.Authorization = data.accessToken;
    }
  `,
  // Another client.
  ts`
    import axios from 'axios';
    import createAuthRefreshInterceptor from 'axios-auth-refresh';

    const api = axios.create({ baseURL });

    createAuthRefreshInterceptor(api, async (failed) => {
      const refreshToken = await storage.read('refreshToken');
      const { data } = await axios.post('/auth/refresh', { refreshToken });
      failed.response.config.headers.Authorization = data.accessToken;
    });
  `,
  ts`
    export const api = ky.create({
      retry: { limit: 2, statusCodes: [401] },
      hooks: { beforeRetry: [async ({ request }) => request.headers.set('Authorization', await refreshToken())] },
    });
  `,
  ts`
    import { authExchange } from '@urql/exchange-auth';
    import { retryExchange } from '@urql/exchange-retry';
    import { RetryLink } from '@apollo/client/link/retry';
    import { useMutation } from '@tanstack/react-query';

    export const retries = retryExchange({ maxNumberAttempts: 2, retryIf: (error) => !!error.networkError });
    export const auth = authExchange(async (utils) => ({
      didAuthError: (error) => error.response?.status === 401,
      async refreshAuth() {
        const { data } = await utils.mutate(REFRESH, { refreshToken });
        await save(data.refreshToken);
      },
    }));
    export const link = new RetryLink({
      attempts: { max: 3, retryIf: async (error) => error.statusCode === 401 && Boolean(await refreshToken()) },
    });
    export const useRefresh = () => useMutation({ mutationFn: () => refreshToken(), retry: 2 });
    export const client = createRetryClient({ retry: true, onRefused: () => refreshToken() });
  `,
  // A plain client, which runs no hooks.
  ts`
    let refreshing: Promise<string> | undefined;

    export const api = ky.create({
      hooks: {
        afterResponse: [
          async (request, options, response) => {
            if (response.status !== 401) return response;
            refreshing ??= refreshToken().finally(() => (refreshing = undefined));
            request.headers.set('Authorization', await refreshing);
            return ky(request);
          },
        ],
      },
    });
  `,
  // Pull to refresh.
  ts`
    const refreshTokens = async () => {
      while (isMounted.current) {
        await loadTokenPrices();
        await sleep(5000);
      }
    };
  `,
];

export const unboundedRetryFixed: readonly FixExample[] = [
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Mark the request, so that it is sent again once only',
    before: `client.interceptors.response.use(undefined, async (error) => {
  const original = error.config;
  if (error.response?.status === 401) {
    original.headers.Authorization = await refreshAccessToken();
    return client(original);
  }
  throw error;
});
`,
    after: `client.interceptors.response.use(undefined, async (error) => {
  const original = error.config;
  if (error.response?.status === 401 && !original._retry) {
    original._retry = true;
    original.headers.Authorization = await refreshAccessToken();
    return client(original);
  }
  throw error;
});
`,
  },
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Mark the request, so that it is sent again once only',
    before: `client.interceptors.response.use(undefined, async (error: AxiosError) => {
  if (error.response?.status !== 401 || !error.config) throw error;
  error.config.headers.Authorization = await refreshAccessToken();
  return client.request(error.config);
});
`,
    after: `client.interceptors.response.use(undefined, async (error: AxiosError) => {
  const marked = error.config as typeof error.config & { _retry?: boolean };
  if (error.response?.status !== 401 || !error.config || marked._retry) throw error;
  marked._retry = true;
  error.config.headers.Authorization = await refreshAccessToken();
  return client.request(error.config);
});
`,
  },
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Try at most three times',
    before: `export async function refreshTokens() {
  try {
    return await api.post('/auth/refresh', { refreshToken });
  } catch (error) {
    return refreshTokens();
  }
}
`,
    after: `export async function refreshTokens(attempt = 1) {
  try {
    return await api.post('/auth/refresh', { refreshToken });
  } catch (error) {
    if (attempt >= 3) {
      throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 2 ** attempt * 1000));
    return refreshTokens(attempt + 1);
  }
}
`,
  },
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Try at most three times',
    before: `export const api = ky.create({
  retry: { limit: Infinity, statusCodes: [401] },
  hooks: { beforeRetry: [async ({ request }) => request.headers.set('Authorization', await refreshToken())] },
});
`,
    after: `export const api = ky.create({
  retry: { limit: 3, statusCodes: [401] },
  hooks: { beforeRetry: [async ({ request }) => request.headers.set('Authorization', await refreshToken())] },
});
`,
  },
];
