import type { Connection, PublishDiagnosticsParams } from 'vscode-languageserver';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Engine } from '../../server/lsp/engine.js';
import type { IndexHost } from '../../server/lsp/indexedFolder.js';
import { PolicyService } from '../../server/lsp/policyService.js';
import { ProjectPolicies } from '../../server/lsp/projectPolicies.js';
import { Publisher } from '../../server/lsp/publisher.js';
import { Session } from '../../server/lsp/session.js';
import { Settings } from '../../server/lsp/settings.js';
import { Workspace } from '../../server/lsp/workspace.js';
import { analyzer } from '../rules/analyzer.js';
import { STORE } from './samples.js';

const URI = 'file:///app/Store.swift';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

function publishing(): { publisher: Publisher; session: Session; sent: PublishDiagnosticsParams[] } {
  const sent: PublishDiagnosticsParams[] = [];
  const connection = {
    sendDiagnostics: (params: PublishDiagnosticsParams) => Promise.resolve(void sent.push(params)),
  } as Connection;
  const engine = new Engine(
    () => Promise.resolve(analyzer),
    () => undefined,
  );
  const listener = { analysed: () => undefined, gaveUp: () => undefined };
  const host: IndexHost = {
    analyzer: () => engine.analyzer(),
    analyzerFor: (path) => engine.analyzerFor(path),
    wanted: () => Promise.resolve(false),
    typescript: () => Promise.resolve('auto'),
    progress: () => Promise.resolve(undefined),
    changed: () => undefined,
    log: () => undefined,
  };
  const policies = new ProjectPolicies(() => undefined);
  const workspace = new Workspace(host, policies);
  const session = new Session(engine, new Settings(connection, false), workspace, listener);
  session.open({ uri: URI, languageId: 'swift', version: 1, text: STORE });
  const failed = (error: unknown): never => {
    throw error;
  };
  const source = { session, policies, files: new PolicyService(policies) };
  return { publisher: new Publisher(connection, source, failed), session, sent };
}

describe('sending findings', () => {
  it('waits for the user to pause', async () => {
    const { publisher, sent } = publishing();
    for (let edit = 0; edit < 5; edit += 1) {
      publisher.schedule(URI, 'afterPause');
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(100);
    expect(sent).toMatchObject([{ uri: URI, version: 1, diagnostics: [{}] }]);
  });

  it('does not wait for a document that was just opened', async () => {
    const { publisher, sent } = publishing();
    publisher.schedule(URI, 'now');
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toHaveLength(1);
  });

  it('does not go on behind the closing of a document, nor the end of the session', async () => {
    const { publisher, session, sent } = publishing();
    publisher.schedule(URI, 'afterPause');
    publisher.clear(URI);
    session.close(URI);
    session.open({ uri: URI, languageId: 'swift', version: 1, text: STORE });
    await vi.runAllTimersAsync();
    expect(sent).toEqual([{ uri: URI, diagnostics: [] }]);
    publisher.schedule(URI, 'afterPause');
    publisher.dispose();
    await vi.runAllTimersAsync();
    expect(sent).toHaveLength(1);
  });
});
