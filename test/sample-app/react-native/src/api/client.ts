import axios, { AxiosError, type InternalAxiosRequestConfig } from 'axios';
import { config } from '../config';
import { useAuthStore } from '../session/authStore';
import { keepAccessToken, readRefreshToken } from '../session/secureStore';
import { refreshTokens } from './refresh';

interface TokenAnswer {
  access_token: string;
  refresh_token: string;
  expires_in: number;
}

/** The ticket server, as the active account. */
export const client = axios.create({ baseURL: config.apiUrl, timeout: 15_000 });

client.interceptors.request.use((request: InternalAxiosRequestConfig) => {
  const { accessToken } = useAuthStore.getState();
  if (accessToken) request.headers.Authorization = `Bearer ${accessToken}`;
  return request;
});

client.interceptors.response.use(undefined, async (error: AxiosError) => {
  const { accountId } = useAuthStore.getState();
  if (error.response?.status !== 401 || !error.config || !accountId) throw error;
  const accessToken = await renewAccessToken(accountId);
  error.config.headers.Authorization = `Bearer ${accessToken}`;
  return client.request(error.config);
});

async function renewAccessToken(accountId: string): Promise<string> {
  const refreshToken = await readRefreshToken(accountId);
  const { data } = await client.post<TokenAnswer>('/oauth/token', {
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
  });
  keepAccessToken(accountId, data.access_token);
  useAuthStore.getState().setAccessToken(data.access_token);
  return data.access_token;
}

/** The crew's server is strict about clocks, so it always gets a fresh token. */
export const crewClient = axios.create({ baseURL: `${config.apiUrl}/crew` });

crewClient.interceptors.request.use(async (request: InternalAxiosRequestConfig) => {
  const { accountId } = useAuthStore.getState();
  if (!accountId) return request;
  const { accessToken } = await refreshTokens(accountId);
  request.headers.Authorization = `Bearer ${accessToken}`;
  return request;
});

/** The timetable server: one refresh and one retry per request. */
export const timetableClient = axios.create({ baseURL: `${config.apiUrl}/timetables` });

timetableClient.interceptors.response.use(undefined, async (error: AxiosError) => {
  const request = error.config as (InternalAxiosRequestConfig & { retried?: boolean }) | undefined;
  const { accountId } = useAuthStore.getState();
  if (error.response?.status !== 401 || !request || request.retried || !accountId) throw error;
  request.retried = true;
  const { accessToken } = await refreshTokens(accountId);
  request.headers.Authorization = `Bearer ${accessToken}`;
  return timetableClient.request(request);
});
