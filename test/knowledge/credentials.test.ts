import { describe, expect, it } from 'vitest';
import { kindOfKeyName, kindOfValueName, wordsOf } from '../../server/knowledge/credentials.js';

describe('the words of a name', () => {
  it.each([
    ['refreshTokenKey', 'refresh token key'],
    ['refresh_token_key', 'refresh token key'],
    ['REFRESH-TOKEN', 'refresh token'],
    ['com.example.app.accessToken', 'com example app access token'],
    ['URLSession', 'url session'],
    ['kJWTToken', 'k jwt token'],
    ['', ''],
  ])('%s', (name, words) => {
    expect(wordsOf(name).join(' ')).toBe(words);
  });
});

describe('a value is a credential by its name', () => {
  it.each([
    ['accessToken', 'accessToken'],
    ['access_token', 'accessToken'],
    ['ACCESS_TOKEN', 'accessToken'],
    ['newAccessToken', 'accessToken'],
    ['userAccessToken', 'accessToken'],
    ['authToken', 'accessToken'],
    ['bearerToken', 'accessToken'],
    ['jwt', 'accessToken'],
    ['refreshToken', 'refreshToken'],
    ['refresh_token', 'refreshToken'],
    ['refreshTokenData', 'refreshToken'],
    ['sessionId', 'sessionId'],
    ['sessionID', 'sessionId'],
    ['session_id', 'sessionId'],
    ['sessionToken', 'sessionId'],
    ['idToken', 'idToken'],
    ['authorizationCode', 'authCode'],
    ['codeVerifier', 'authCode'],
    ['password', 'password'],
    ['userPassword', 'password'],
    ['apiKey', 'apiKey'],
    ['clientSecret', 'clientSecret'],
    ['privateKey', 'privateKey'],
    ['token', 'token'],
    ['tokenData', 'token'],
    ['credentials', 'credentials'],
  ])('%s', (name, kind) => {
    expect(kindOfValueName(name)).toBe(kind);
  });
});

describe('a name is only about a credential, or of something else', () => {
  it.each([
    'cancellationToken',
    'designToken',
    'tokenCount',
    'tokenizer',
    'observationToken',
    'notificationToken',
    'pushToken',
    'apnsToken',
    'fcmToken',
    'voipToken',
    'deviceToken',
    'tokenType',
    'token_type',
    'tokenExpiry',
    'accessTokenExpiresAt',
    'refreshTokenExpirationDate',
    'nftToken',
    'paymentToken',
    'hasToken',
    'isTokenValid',
    'tokenHash',
    'passwordHash',
    'passwordLength',
    'passwordField',
    'urlSession',
    'session',
    'audioSession',
    'sceneSession',
    'clientId',
    'accessTokenKey',
    'monkey',
    'mapping',
    'decoder',
    'passwordless',
    'secretary',
    'bypass',
    'nextPageToken',
    'ncPushKitToken',
    'TPushToken',
    'tokenContract',
    'tokenHolders',
    'roomToken',
    'resumeToken',
    'appCheckDebugToken',
    'syncToken',
    'passwordResetURL',
    '',
  ])('%s', (name) => {
    expect(kindOfValueName(name)).toBeUndefined();
  });
});

describe('the name of a storage key tells what is stored under it', () => {
  it.each([
    ['accessTokenKey', 'accessToken'],
    ['com.example.harbor.access-token', 'accessToken'],
    ['kRefreshTokenKey', 'refreshToken'],
    ['refresh_token_account', 'refreshToken'],
    ['sessionId', 'sessionId'],
    ['Keys.password', 'password'],
    ['apiKey', 'apiKey'],
    ['apiKeyName', 'apiKey'],
  ])('%s', (name, kind) => {
    expect(kindOfKeyName(name)).toBe(kind);
  });

  it.each([
    'com.example.pushToken',
    'username',
    'userId',
    'hasLaunched',
    'tokenCount',
    'deviceTokenKey',
    'key',
    '',
  ])('%s names none', (name) => {
    expect(kindOfKeyName(name)).toBeUndefined();
  });
});
