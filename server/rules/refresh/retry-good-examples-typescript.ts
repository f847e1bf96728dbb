import { ts, type Example } from '../rule.js';

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
