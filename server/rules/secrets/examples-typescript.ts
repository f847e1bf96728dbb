import { ts, tsAt, type Example, type FixExample } from '../rule.js';

export const hardcodedSecretBadTypeScript: readonly Example[] = [
  ts`
    export const config = {
      clientSecret: «'hbr_live_47d0a8e1c95f4b32ae6d1b7f08c2953e'»,
    };
  `,
  ts`
    export async function sendCode(phone: string) {
      return axios.get(«\`https://sms.example/send?phone=\${phone}&api_key=9f2b71c8e4d05a63b17e92f0c4d8a5b6\`»);
    }
  `,
  ts`
    export const client = axios.create({
      headers: {
        Authorization: «'Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI0MiIsIm5hbWUiOiJIYXJib3IifQ.dBjftJeZ4CVPmB92K27uhbUJU1p1rwW1gFWFOEjXkaB'»,
      },
    });
  `,
  ts`
    export const sendCode = (phone: string) =>
      axios.get(\`https://sms.example/API/V1/\${«'d0fa8207-0f16-41f0-8b17-0200cd936042'»}/SMS/\${phone}/OTP\`);
  `,
];

export const hardcodedSecretGoodTypeScript: readonly Example[] = [
  ts`
    export const STORAGE_KEYS = {
      accessToken: 'harbor.accessToken',
      refreshToken: '@harbor/refresh-token',
      password: 'RC_PASSWORD',
    } as const;
    export const TOKEN_KEY = 'reactnativemeteor_usertoken';
  `,
  ts`
    const firebaseConfig = {
      apiKey: 'AIzaSyD4x8n2Q0m7Yb5T1rK9cV6wE3uJ8pL2sHg',
      appId: '1:520312345678:web:9f2b71c8e4d05a63b17e92',
    };
    const purchases = { apiKey: 'appl_hQzWbVkLmNpRsTxYcDfGjKaE' };
    const posthog = new PostHog('phc_8fK2mQ9xV4bN7cL1zR6tY3wE5uJ0pHsGdA');
  `,
  ts`
    export const auth = { clientId: 'harbor-rn-52be8f10a7c94d31', issuer: 'https://id.harbor.example' };
  `,
  ts`
    export const translations = {
      password: 'Your password',
      forgotPassword: 'Forgot your password?',
      invalidToken: 'The link is not valid any more',
    };
  `,
  ts`
    export const apiKey = process.env.EXPO_PUBLIC_API_KEY ?? '';
    export const token = 'YOUR_TOKEN_HERE';
  `,
  ts`
    #!/usr/bin/env node
    const password = process.argv[2] || 'Admin2024!';
    hash(password);
  `,
  tsAt('src/mocks/session.ts')`
    export const session = { accessToken: '9f2b71c8e4d05a63b17e92f0c4d8a5b6' };
  `,
];

export const hardcodedSecretFixedTypeScript: readonly FixExample[] = [
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Read it from process.env.EXPO_PUBLIC_CLIENT_SECRET: out of the sources, still in the app',
    before:
      "import Constants from 'expo-constants';\n\nexport const clientSecret = 'hbr_live_47d0a8e1c95f4b32ae6d1b7f08c2953e';\n",
    after:
      "import Constants from 'expo-constants';\n\nexport const clientSecret = process.env.EXPO_PUBLIC_CLIENT_SECRET ?? '';\n",
  },
];
