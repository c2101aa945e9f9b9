// Error bodies in the shapes that the vendor's own client looks for; for batches none is documented.
import { describe, expect, test } from 'vitest';
import { errorSaid } from '../../../src/providers/influencers/error-text';

describe('what an error body says', () => {
  test.each([
    ['{"message":"Bad file"}', 'Bad file', []],
    ['{"detail":"Token is invalid","code":"x"}', 'Token is invalid', []],
    ['{"error":"No"}', 'No', []],
    ['{"response_meta":{"error_message":"Deep"}}', 'Deep', []],
    ['{"platform":["Required."],"file":["Empty."]}', 'platform: Required.; file: Empty.', ['platform', 'file']],
    ['{"filters":{"x":["bad"]}}', 'filters: x: bad', ['filters']],
    ['{"non_field_errors":["All wrong."]}', 'All wrong.', ['non_field_errors']],
    ['{"detail":[{"msg":"bad","loc":["body","platform"],"type":"t"}]}', 'platform: bad', ['platform']],
    ['["one","two","one"]', 'one; two', []],
    ['"plain"', 'plain', []],
    ['<html>', '', []],
    ['', '', []],
    ['{"detail":""}', '', ['detail']],
  ])('%s', (body, text, fields) => {
    expect(errorSaid(body)).toEqual({ text, fields });
  });

  test('a body of any depth and length is cut, not followed', () => {
    expect(errorSaid(`{"detail":${'['.repeat(5000)}"x"${']'.repeat(5000)}}`).text).toBe('');
    expect(errorSaid(JSON.stringify({ detail: 'x'.repeat(5000) })).text.length).toBeLessThan(400);
  });
});
