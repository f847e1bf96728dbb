import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { closeAll, findings, findingsWhen, openFile, openUntitled, serverPids } from './editor.js';
import { INNOCENT, tokenStore, WEAK } from './samples.js';

const TEN_MEGABYTES = 10 * 1024 * 1024;

describe('Files that are not what they should be', () => {
  afterEach(closeAll);

  const broken: readonly (readonly [string, string])[] = [
    ['half-typed code', 'import Security\nfunc save( {\n let q = [kSecAttrAccessible as String: kSec'],
    ['brackets that never close', `${'{'.repeat(2000)}${'['.repeat(2000)}`],
    ['a string that never ends', 'let a = "accessToken'],
    ['another language', '<html><script>let kSecAttrAccessible = 1</script>'],
    ['nothing at all', ''],
  ];

  for (const [what, text] of broken) {
    it(`${what}: silence, and the next document is analysed by the same server`, async () => {
      await sameServer(async () => {
        const document = await openUntitled(text);
        await expectAnalysisElsewhere();
        assert.deepEqual(findings(document), []);
      });
    });
  }

  it('code after a broken declaration is still analysed', async () => {
    const document = await openUntitled(`func unfinished(a: , b {\n}\n\n${tokenStore()}`);
    const [finding] = await findingsWhen(document, 1);
    assert.equal(document.getText(finding!.range), WEAK);
  });

  it('a Swift file of 10 MB leaves the editor and the server alive', async () => {
    await sameServer(async () => {
      const copies = Math.ceil(TEN_MEGABYTES / INNOCENT.length);
      await openFile('Huge.swift', INNOCENT.repeat(copies));
      await expectAnalysisElsewhere();
    });
  });

  it('bytes that are no text leave the server alive, and the file as it was', async () => {
    await sameServer(async () => {
      // The editor refuses to show a file with zero bytes in it; these get as far as the server.
      const bytes = randomBytes(100_000).map((byte) => (byte === 0 ? 1 : byte));
      const document = await openFile('Binary.swift', bytes);
      await expectAnalysisElsewhere();
      assert.deepEqual(findings(document), []);
      assert.deepEqual(new Uint8Array(await readFile(document.uri.fsPath)), new Uint8Array(bytes));
    });
  });
});

/** A server that answers about another document has got over the last one. */
async function expectAnalysisElsewhere(): Promise<void> {
  const document = await openUntitled(tokenStore());
  await findingsWhen(document, 1);
}

async function sameServer(work: () => Promise<void>): Promise<void> {
  const warmUp = await openUntitled(tokenStore());
  await findingsWhen(warmUp, 1);
  const before = await serverPids();
  assert.equal(before.length, 1);
  await work();
  assert.deepEqual(await serverPids(), before);
}
