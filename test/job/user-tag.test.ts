// The short name that a person's records are kept under: records that were written by an older version must be found again.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { userTag } from '../../src/job/user-tag';

test('a tag is the first nine bytes of the hash of the address in small letters, as a property key may hold them', () => {
  const tag = createHash('sha256').update('ada@example.com').digest().subarray(0, 9).toString('base64url');
  expect(userTag('ada@example.com')).toBe(tag);
  expect(tag).toMatch(/^[\w-]{12}$/);
});

test('an address has one tag however it is written, and another address another one', () => {
  expect(userTag('Ada@Example.COM')).toBe(userTag('ada@example.com'));
  expect(userTag('ada@example.org')).not.toBe(userTag('ada@example.com'));
});
