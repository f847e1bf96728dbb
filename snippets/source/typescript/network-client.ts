//- prefixes: network-client, api-client, refresh-on-401, retry-401
//- title: Network client with refresh on 401
//- about: Adds the bearer token; on a 401 it refreshes and repeats the request once.
//- needs: keychain-helper, refresh-single-flight
//- file: client

import { readSecret } from './keychain';
import { refreshAccessToken } from './refresh';

const BASE_URL = '«1:https://api.example.com»';

/** Sends a request as the user who is signed in. */
export async function authorizedFetch(path: string, init: RequestInit = {}): Promise<Response> {
  const accessToken = await readSecret('accessToken');
  if (accessToken === null) throw new Error('Nobody is signed in.');
  const first = await send(path, init, accessToken);
  if (first.status !== 401) return first;

  // Another request may have refreshed since. Once: a second 401 is an answer like any other.
  const current = await readSecret('accessToken');
  const renewed = current !== null && current !== accessToken ? current : await refreshAccessToken();
  return send(path, init, renewed);
}

function send(path: string, init: RequestInit, accessToken: string): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('Authorization', `Bearer ${accessToken}`);
  return fetch(`${BASE_URL}${path}`, { ...init, headers });
}
