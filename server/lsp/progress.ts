import type { Connection } from 'vscode-languageserver';

/** Tells the user how far the indexing is. */
export interface Progress {
  report(done: number, of: number): void;
  isCancelled(): boolean;
  done(): void;
}

/** Shows progress where the client can; where it cannot, nobody is told and nobody can cancel. */
export async function beginProgress(connection: Connection): Promise<Progress | undefined> {
  const shown = await connection.window.createWorkDoneProgress().catch(() => undefined);
  if (!shown) return undefined;
  let percentage = 0;
  shown.begin('SessionLint: indexing', percentage, 'looking for source files', true);
  return {
    report(done, of) {
      const now = Math.floor((done / of) * 100);
      if (now === percentage) return;
      percentage = now;
      shown.report(percentage, `${done} of ${of} files`);
    },
    isCancelled: () => shown.token.isCancellationRequested,
    done: () => shown.done(),
  };
}
