import type { FixExample } from '../rule.js';

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
