/** The languages that are analysed, as the editor calls them. */
export const LANGUAGES = ['swift', 'typescript', 'typescriptreact', 'javascript', 'javascriptreact'] as const;

/** The documents that are analysed: on disk, or not saved yet. */
export const DOCUMENTS: readonly { readonly language: string; readonly scheme: string }[] = LANGUAGES.flatMap(
  (language) => [
    { language, scheme: 'file' },
    { language, scheme: 'untitled' },
  ],
);

/** The files in which projects write down what they have decided. */
export const POLICY_DOCUMENTS = ['jsonc', 'json'].map((language) => ({
  language,
  scheme: 'file',
  pattern: '**/sessionlint.json',
}));
