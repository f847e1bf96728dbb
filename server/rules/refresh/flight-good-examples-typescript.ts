import { ts, type Example } from '../rule.js';

export const notSingleFlightGood: readonly Example[] = [
  // A flag and a queue.
  ts`
    let isRefreshing = false;
    let failedQueue = [];

    api.interceptors.response.use(undefined, async (error) => {
      const original = error.config;
      if (error.response?.status === 401 && !original._retry) {
        if (isRefreshing) {
          return new Promise((resolve, reject) => failedQueue.push({ resolve, reject })).then(() => api(original));
        }
        original._retry = true;
        isRefreshing = true;
        try {
          const { data } = await axios.post(baseURL + '/auth/refresh', { refreshToken });
          processQueue(data.accessToken);
          return api(original);
        } finally {
          isRefreshing = false;
        }
      }
      throw error;
    });
  `,
  // A promise that everybody waits for.
  ts`
    let refreshPromise: Promise<string> | null = null;

    async function exchange(): Promise<string> {
      const { data } = await axios.post('/auth/refresh', { refreshToken });
      return data.accessToken;
    }

    api.interceptors.response.use(undefined, async (error) => {
      if (error.response?.status !== 401 || error.config._retry) throw error;
      error.config._retry = true;
      refreshPromise ??= exchange().finally(() => { refreshPromise = null; });
      error.config.headers.Authorization = await refreshPromise;
      return api(error.config);
    });
  `,
  // The same without types, under another name.
  ts`
    let refreshCall = null;

    const exchange = async () => {
      const { data } = await axios.post('/auth/refresh', { refreshToken });
      return data.accessToken;
    };

    api.interceptors.response.use(undefined, async (error) => {
      if (error.response?.status !== 401 || error.config._retry) throw error;
      error.config._retry = true;
      if (!refreshCall) refreshCall = exchange();
      error.config.headers.Authorization = await refreshCall;
      refreshCall = null;
      return api(error.config);
    });
  `,
  // In a ref of a hook.
  ts`
    export function useApi() {
      const inProgress = useRef<Promise<string> | null>(null);

      const refreshToken = async () => {
        const { data } = await axios.post('/auth/refresh', { refreshToken: stored });
        return data.accessToken;
      };

      useEffect(() => {
        api.interceptors.response.use(undefined, async (error) => {
          if (error.response?.status !== 401 || error.config._retry) throw error;
          error.config._retry = true;
          inProgress.current ??= refreshToken().finally(() => (inProgress.current = null));
          error.config.headers.Authorization = await inProgress.current;
          return api(error.config);
        });
      }, []);
    }
  `,
  // One per account.
  ts`
    const running = new Map<string, Promise<Tokens>>();

    export function refreshTokens(accountId: string): Promise<Tokens> {
      const current = running.get(accountId);
      if (current) return current;
      const started = exchange(accountId).finally(() => running.delete(accountId));
      running.set(accountId, started);
      return started;
    }

    async function exchange(accountId: string): Promise<Tokens> {
      const { data } = await bare.post('/oauth/token', { grant_type: 'refresh_token', refresh_token: await read(accountId) });
      return data;
    }

    api.interceptors.response.use(undefined, async (error) => {
      if (error.response?.status !== 401 || error.config._retry) throw error;
      error.config._retry = true;
      error.config.headers.Authorization = (await refreshTokens(account())).accessToken;
      return api(error.config);
    });
  `,
  ts`
    import { Mutex } from 'async-mutex';

    const mutex = new Mutex();

    export const baseQueryWithReauth = async (args, api, extra) => {
      await mutex.waitForUnlock();
      let result = await baseQuery(args, api, extra);
      if (result.error?.status === 401) {
        const release = await mutex.acquire();
        const answer = await baseQuery('/auth/refresh', api, extra);
        if (answer.data) result = await baseQuery(args, api, extra);
        release();
      }
      return result;
    };
  `,
  // The library lets one through at a time.
  ts`
    import createAuthRefreshInterceptor from 'axios-auth-refresh';

    const refreshAuthLogic = async (failed) => {
      const { data } = await axios.post('/auth/refresh', { refreshToken });
      failed.response.config.headers.Authorization = data.accessToken;
    };

    createAuthRefreshInterceptor(api, refreshAuthLogic);
  `,
  // Once, when the app starts.
  ts`
    export async function refreshSession() {
      const { data } = await axios.post('/auth/refresh', { refreshToken });
      return data;
    }

    export async function restoreSession() {
      user = await refreshSession();
    }
  `,
  ts`
    export function AuthProvider({ children }) {
      const refreshToken = async () => {
        const { data } = await axios.post(base + '/auth/refresh', { refresh_token: await stored() });
        return data.access_token;
      };

      const loadSession = async () => {
        try {
          setUser((await axios.get(base + '/me')).data);
        } catch (error) {
          if (error.response?.status === 401) {
            await refreshToken();
            setUser((await axios.get(base + '/me')).data);
          }
        }
      };
    }
  `,
  // Firebase renews its tokens itself.
  ts`
    import auth from '@react-native-firebase/auth';

    api.interceptors.response.use(undefined, async (error) => {
      if (error.response?.status !== 401 || error.config._retry) throw error;
      error.config._retry = true;
      error.config.headers.Authorization = await auth().currentUser.getIdToken(true);
      return api(error.config);
    });
  `,
];
