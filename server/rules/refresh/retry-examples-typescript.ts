import { ts, type Example } from '../rule.js';
export { unboundedRetryGood } from './retry-good-examples-typescript.js';
export { unboundedRetryFixed } from './retry-fixed-examples-typescript.js';

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
