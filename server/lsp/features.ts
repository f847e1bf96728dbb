import type { ClientCapabilities } from 'vscode-languageserver';

/** What the client can do, as far as it changes what the server does. */
export interface ClientFeatures {
  /** It asks for diagnostics; they are not sent to it then. */
  readonly pullDiagnostics: boolean;
  /** It can be told to ask again. */
  readonly refreshDiagnostics: boolean;
  /** It can be told to ask for code lenses again. */
  readonly refreshLenses: boolean;
  /** It answers `workspace/configuration`. */
  readonly configuration: boolean;
  /** It takes a registration for changed settings. */
  readonly registerConfiguration: boolean;
  /** It takes edits that name the version they are for. */
  readonly versionedEdits: boolean;
  /** It takes edits that create files. */
  readonly createsFiles: boolean;
  readonly workspaceFolders: boolean;
  /** It takes a registration for what happens to files. */
  readonly watchFiles: boolean;
  /** It runs its commands from links in a hover; it says so in its initialization options. */
  readonly commandLinks: boolean;
}

export function featuresOf(
  { textDocument, workspace }: ClientCapabilities,
  options: unknown,
): ClientFeatures {
  return {
    pullDiagnostics: textDocument?.diagnostic !== undefined,
    refreshDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshLenses: workspace?.codeLens?.refreshSupport === true,
    configuration: workspace?.configuration === true,
    registerConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    createsFiles:
      workspace?.workspaceEdit?.documentChanges === true &&
      workspace.workspaceEdit.resourceOperations?.includes('create') === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    watchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    commandLinks:
      typeof options === 'object' && options !== null && Reflect.get(options, 'commandLinks') === true,
  };
}
