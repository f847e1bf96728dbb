import type { Middleware } from 'vscode-languageclient/node';

/**
 * Holds a question about a document back until the server was told that the document is open. After a restart the
 * language client may send the two the other way round; the answer would be "no findings" until the next edit.
 */
export function openFirst(): Pick<Middleware, 'didOpen' | 'provideDiagnostics'> {
  const opening = new Map<string, Promise<void>>();
  return {
    didOpen: async (document, next) => {
      const uri = document.uri.toString();
      const told = next(document);
      opening.set(uri, told);
      try {
        await told;
      } finally {
        if (opening.get(uri) === told) opening.delete(uri);
      }
    },
    provideDiagnostics: async (document, previousResultId, token, next) => {
      const uri = 'uri' in document ? document.uri : document;
      // That telling failed is the business of the one who told.
      await opening.get(uri.toString())?.catch(() => undefined);
      return next(document, previousResultId, token);
    },
  };
}
