import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

/** Says that a request was overtaken. Clients drop such answers in silence. */
function cancelled(): ResponseError<never> {
  return new ResponseError<never>(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
}

/** Says that the text changed under a request that is about a place in it. */
export function contentModified(): ResponseError<never> {
  return new ResponseError<never>(LSPErrorCodes.ContentModified, 'The document changed.');
}

/**
 * Answers a request: not at all when it was cancelled, with `empty` when answering failed.
 * @param failed told of the failure; the error itself may quote source text
 */
export async function answer<T>(
  token: CancellationToken,
  empty: T,
  compute: () => Promise<T | ResponseError<never>>,
  failed: (error: unknown) => void,
): Promise<T | ResponseError<never>> {
  // One turn of the event loop lets a cancellation or an edit that has already arrived go first.
  await new Promise((resolve) => setTimeout(resolve, 0));
  if (token.isCancellationRequested) return cancelled();
  try {
    const result = await compute();
    return token.isCancellationRequested ? cancelled() : result;
  } catch (error) {
    failed(error);
    return empty;
  }
}
