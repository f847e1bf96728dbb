import { ts, tsx, type Example, type FixExample } from '../rule.js';

export const credentialLoggedBadTypeScript: readonly Example[] = [
  // Of a password, these are all the characters.
  ts`
    console.log('signing in', «{ email, password: password.slice(0, 20) }»);
  `,
  ts`
    export async function restore(accessToken: string | null) {
      console.log('restored', «accessToken»);
    }
  `,
  ts`
    export async function login(identifier: string, password: string) {
      const res = await apiRequest('POST', '/api/auth/login', { identifier, password });
      logger.debug('answer', JSON.stringify(«res», null, 2));
      return res.user;
    }
  `,
  ts`
    import axios from 'axios';

    export async function signIn(email: string, password: string) {
      const response = await axios.post('/auth/login', { email, password });
      console.log('login', JSON.stringify(«response.data»));
      return response.data;
    }
  `,
  ts`
    import axios from 'axios';

    axios.interceptors.request.use(async (config) => {
      config.headers.Authorization = \`Bearer \${await readToken()}\`;
      console.log('request', config.url, «config.headers»);
      return config;
    });

    axios.interceptors.request.use(async (config) => {
      config.headers.common['Authorization'] = \`Bearer \${await readToken()}\`;
      console.log(JSON.stringify(«config»));
      return config;
    });
  `,
  ts`
    import * as Sentry from '@sentry/react-native';

    export function reportFailure(refreshToken: string) {
      Sentry.addBreadcrumb(«{ category: 'auth', data: { refreshToken } }»);
    }
  `,
  ts`
    interface Session {
      userId: string;
      refreshToken: string;
    }

    export function show(session: Session) {
      console.debug(«session»);
    }
  `,
  tsx`
    import { logger } from './logger';

    export function Login({ password }: { password: string }) {
      return <Button title="Sign in" onPress={() => logger.info(\`signing in with \${«password»}\`)} />;
    }
  `,
  ts`
    const watchOTPVerify = function* (email: string, code: string) {
      const token = yield call(verifyOTP, email, code);
      console.log('token: ', «token»);
    };
  `,
];

export const credentialLoggedGoodTypeScript: readonly Example[] = [
  ts`
    export function describe(accessToken: string | undefined, refreshToken: string | undefined) {
      console.log('token of', accessToken?.length, 'characters');
      console.log('has tokens:', !!accessToken, Boolean(refreshToken), accessToken ? 'yes' : 'no');
      console.log(\`same token: \${accessToken === refreshToken}\`, typeof accessToken);
    }
  `,
  ts`
    import messaging from '@react-native-firebase/messaging';
    import * as Notifications from 'expo-notifications';

    export async function register() {
      const fcmToken = await messaging().getToken();
      console.log('FCM token', fcmToken);
      const token = (await Notifications.getExpoPushTokenAsync()).data;
      console.log('push token', token);
    }
  `,
  ts`
    export function trace(accessToken: string) {
      if (__DEV__) {
        console.log(accessToken);
      }
      __DEV__ && console.log('token', accessToken);
    }
  `,
  ts`
    export async function refresh(api: Api) {
      try {
        await api.post('/oauth/token');
      } catch (tokenError) {
        console.warn('The refresh failed', tokenError);
      }
    }
  `,
  // A store that answers with nothing.
  ts`
    import RNSecureKeyStore from 'react-native-secure-key-store';

    export function keep(accessToken: string) {
      return RNSecureKeyStore.set('accessToken', accessToken, {}).then((res) => {
        console.log(res);
      });
    }
  `,
  // A coin.
  ts`
    export function reportEstimate(error: unknown, tokenData: { symbol: string; balance: string }) {
      Sentry.captureException(error, { extra: { token: { symbol: tokenData.symbol, balance: tokenData.balance } } });
    }
  `,
  // The coin of a poll.
  ts`
    interface PostMetadata {
      tags: string[];
      token: string;
    }

    export function show(out: PostMetadata) {
      console.log('out', out);
    }
  `,
  // Code of a server in the same package.
  ts`
    import express from 'express';

    export function sendCode(otp: string) {
      console.log('sending', otp);
    }
  `,
  // The token of a payment.
  ts`
    export function onApproved(token: string) {
      console.log('[PaypalButton] approved', { token });
    }
  `,
  // An object in a template is “[object Object]”.
  ts`
    export function show(session: { refreshToken: string }) {
      console.log(\`session: \${session}\`);
    }
  `,
  // A function that is called so.
  // Who has signed in, without the tokens.
  ts`
    export async function signIn(identifier: string, password: string) {
      const user = await AuthService.login(identifier, password);
      logger.debug('signed in', JSON.stringify(user));
    }
  `,
  ts`
    export async function loginWithoutToken(code: string) {
      const res = await requestWithOutToken('/check/' + code);
      console.log(res);
    }
  `,
];

export const credentialLoggedFixedTypeScript: readonly FixExample[] = [
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Log its length instead',
    before: "export function show(accessToken: string) {\n  console.log('token', accessToken);\n}\n",
    after:
      "export function show(accessToken: string) {\n  console.log('token', `${accessToken.length} characters`);\n}\n",
  },
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Log “<redacted>” instead',
    before: 'export function show(password: any) {\n  console.log(`signing in with ${password}`);\n}\n',
    after: 'export function show(password: any) {\n  console.log(`signing in with <redacted>`);\n}\n',
  },
  {
    language: 'typescript',
    path: 'Example.tsx',
    title: 'Remove this call of console.log',
    before: 'export function show(password: any) {\n  console.log(password);\n  return null;\n}\n',
    after: 'export function show(password: any) {\n  return null;\n}\n',
  },
];
