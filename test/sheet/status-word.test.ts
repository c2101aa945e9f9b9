// The words of the status column.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outcomeOfStatus, reasonText } from '../../src/sheet/status-word';
import { ANY_TEXT, SEEDED } from '../text/seed';

describe('status texts', () => {
  test.each([
    ['found', 'found'],
    ['found: kept your value', 'found'],
    ['no match', 'no match'],
    ['no match or failed', 'no match'],
    ['failed: bad address', 'failed'],
    ['not run: cap reached', 'not run'],
    ['check: settled as sent', 'check'],
    ['waiting', 'check'],
  ])('%j stands for %s', (text, outcome) => {
    expect(outcomeOfStatus(text)).toBe(outcome);
  });

  test.each([
    '',
    'Found',
    'found ',
    ' found',
    'found: by me',
    'failed',
    'failed:',
    'failed: ',
    'not run',
    'check',
    'check:',
    'waiting…',
    'no match?',
    'constructor',
  ])('%j is a person’s own text, and not ours to overwrite', (text) => {
    expect(outcomeOfStatus(text)).toBeNull();
  });
});

describe('reasons', () => {
  test('keep their words apart where lines and blanks were', () => {
    expect(reasonText(' no credits\r\n\tleft  today ')).toBe('no credits left today');
  });

  test('are one line of at most 200 characters, never empty', () => {
    fc.assert(
      fc.property(fc.string({ ...ANY_TEXT, maxLength: 300 }), (text) => {
        const reason = reasonText(text);
        expect(reason.length).toBeGreaterThan(0);
        expect(reason.length).toBeLessThanOrEqual(200);
        expect(reason).not.toMatch(/[\n\r\t]|^\s|\s$/);
        expect(outcomeOfStatus(`failed: ${reason}`)).toBe('failed');
      }),
      SEEDED,
    );
  });

  test.each([0, 1])('are never cut inside a surrogate pair (%i letters before the pairs)', (letters) => {
    expect(reasonText('a'.repeat(letters) + '😀'.repeat(120))).not.toMatch(/\p{Surrogate}/u);
  });

  test('blanks count as no reason', () => {
    expect(reasonText(' \n ')).toBe('no reason given');
  });

  test('a long one ends in an ellipsis', () => {
    expect(reasonText('x'.repeat(300))).toBe(`${'x'.repeat(199)}…`);
    expect(reasonText('x'.repeat(200))).toBe('x'.repeat(200));
  });
});
