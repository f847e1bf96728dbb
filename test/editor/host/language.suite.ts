import assert from 'node:assert/strict';
import { closeAll, completions, findingsWhen, hoverText, openUntitled, positionIn } from './editor.js';
import { BETTER, tokenStore, WEAK } from './samples.js';

describe('Hover', () => {
  afterEach(closeAll);

  it('tells when an item at the level is readable', async () => {
    const document = await openUntitled(tokenStore());
    await findingsWhen(document, 1);
    assert.match(await hoverText(document, positionIn(document, WEAK)), /locked/i);
  });

  it('says nothing about other words', async () => {
    const document = await openUntitled(tokenStore());
    await findingsWhen(document, 1);
    assert.doesNotMatch(
      await hoverText(document, positionIn(document, 'KeychainStore')),
      /readable|SessionLint/i,
    );
  });
});

describe('Completion', () => {
  afterEach(closeAll);

  it('offers the levels after the accessibility key, the recommended one first', async () => {
    const document = await openUntitled(tokenStore('kSec'));
    const labels = await completions(document, positionIn(document, 'kSec,').translate(0, 3));
    const level = labels.find((label) => label.startsWith('kSecAttrAccessible'));
    assert.equal(level, BETTER, labels.join('\n'));
  });
});
