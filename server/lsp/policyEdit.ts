import type { WorkspaceEdit } from 'vscode-languageserver';
import type { PolicyChange } from '../finding.js';
import { UnreadablePolicyError } from '../policy/edit.js';
import type { ClientFeatures } from './features.js';
import type { ProjectPolicies } from './projectPolicies.js';
import type { PolicyEditAnswer } from './protocol.js';

const TOP = { line: 0, character: 0 };

/**
 * The edit that writes changes down in the policy for a document, in a new file where there is none. undefined when
 * the file cannot be edited as it is, or the client does not create files.
 */
export function policyEditFor(
  uri: string,
  changes: readonly PolicyChange[],
  policies: ProjectPolicies,
  { versionedEdits, createsFiles }: ClientFeatures,
): WorkspaceEdit | undefined {
  const answer = editsFor(uri, changes, policies);
  if (!answer) return undefined;
  const { uri: file, exists, version = null, text = '' } = answer;
  if (!exists) {
    if (!createsFiles) return undefined;
    const whole = { range: { start: TOP, end: TOP }, newText: text };
    return {
      documentChanges: [
        { kind: 'create', uri: file, options: { ignoreIfExists: true } },
        { textDocument: { uri: file, version: null }, edits: [whole] },
      ],
    };
  }
  const edits = [...(answer.edits ?? [])];
  if (!versionedEdits) return { changes: { [file]: edits } };
  return { documentChanges: [{ textDocument: { uri: file, version }, edits }] };
}

function editsFor(
  uri: string,
  changes: readonly PolicyChange[],
  policies: ProjectPolicies,
): PolicyEditAnswer | undefined {
  try {
    return policies.edits(uri, changes);
  } catch (error) {
    if (error instanceof UnreadablePolicyError) return undefined;
    throw error;
  }
}
