/** Expo replaces these while bundling. */
declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
