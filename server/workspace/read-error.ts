const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  ENOTDIR: 'no such file or folder',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  ELOOP: 'a symbolic link that leads to itself',
  EISDIR: 'a folder, not a file',
  ENAMETOOLONG: 'the name is too long',
};

/** Why something could not be read, in words and without its path. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'it could not be read';
  const code = 'code' in error ? String(error.code) : undefined;
  if (code === undefined) return error.message;
  return REASONS[code] ?? `it could not be read (${code})`;
}
