const READ_REASONS: Readonly<Record<string, string>> = {
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
  return READ_REASONS[code] ?? `it could not be read (${code})`;
}

const WRITE_REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission to change it',
  EPERM: 'no permission to change it',
  EROFS: 'no permission to change it',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'files may not be that large here',
};

/** Why something could not be written, in words and without its path. */
export function writeReasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === '') return 'it could not be written';
  return WRITE_REASONS[code] ?? READ_REASONS[code] ?? `it could not be written (${code})`;
}
