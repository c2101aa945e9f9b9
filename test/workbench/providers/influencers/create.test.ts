// The paid call: what it answers, what is refused and in which words, and that a refusal makes and costs nothing.

import { describe, expect, test } from 'vitest';
import { BATCHES, EMAILS, HANDLES, request, scene } from './ask';

const FULL = { enrichment_mode: 'full', platform: 'tiktok' };
const some = (count: number) => Array.from({ length: count }, (_, n) => `creator${n}`);

describe('an accepted create', () => {
  test('answers the documented fields, for handles', () => {
    const at = scene();
    const reply = at.send(['ada', 'bo'], { ...HANDLES, metadata: '{"campaign":"Q4"}' });
    expect(JSON.parse(reply.body)).toEqual({
      batch_id: expect.stringMatching(/^bch_[0-9a-f]+$/),
      status: 'validating',
      created_at: new Date(at.now()).toISOString(),
      platform: 'instagram',
      metadata: { campaign: 'Q4' },
      og_input_number: 2,
      type_report: 'ENRICH_BY_HANDLE',
      enrichment_mode: 'raw',
      message: expect.any(String),
    });
  });

  test('and for e-mails, without a platform', () => {
    const answer = JSON.parse(scene().send(['ada@works.example'], EMAILS).body);
    expect(answer).toMatchObject({ platform: null, metadata: null, type_report: 'ENRICH_BY_EMAIL' });
  });

  test.each(['validating', 'queued', 'processing', 'finished', 'failed'] as const)(
    'can say %s at once',
    (createdAs) => {
      const at = scene({ createdAs });
      const { batch_id, status } = JSON.parse(at.send(['ada']).body);
      expect(status).toBe(createdAs);
      const over = ['finished', 'failed'].includes(createdAs);
      expect(at.status(batch_id).status).toBe(over ? createdAs : 'queued');
      expect(at.available()).toBe(createdAs === 'finished' ? 999.97 : 1000);
    },
  );

  test('a repeated create is a second batch: there is no idempotency', () => {
    const at = scene();
    expect(at.create(['ada'])).not.toBe(at.create(['ada']));
    expect(at.influencers.ledger).toMatchObject({ acceptedPosts: 2, billed: [{}, {}] });
  });

  test('commas, quotes, a BOM, blank lines and CRLF in the file do no harm', () => {
    const at = scene();
    const [status, answer] = at.refused('\uFEFFhandle\r\n"ada"\r\n\r\n"bo, ""the"" cook"\r\n');
    expect([status, answer]).toEqual([200, expect.objectContaining({ og_input_number: 2 })]);
    expect(at.influencers.ledger.billed.map((one) => (one.params as { input: string }).input)).toEqual([
      'ada',
      'bo, "the" cook',
    ]);
  });
});

describe('a refused create', () => {
  test.each<[string, string | null, Record<string, string>, object]>([
    ['no file', null, HANDLES, { file: ['No file was submitted.'] }],
    ['an empty file', '', HANDLES, { file: ['The submitted file is empty.'] }],
    ['only a header', 'handle\n', HANDLES, { file: ['The file has no records.'] }],
    ['no header', 'ada\nbo', HANDLES, { file: [expect.stringContaining('must be "handle"')] }],
    ['the wrong header', 'email\nada@x.example', HANDLES, { file: [expect.stringContaining('must be "handle"')] }],
    ['handles in an e-mail mode', 'handle\nada', EMAILS, { file: [expect.stringContaining('must be "email"')] }],
    ['two columns', 'handle,id\nada,1', HANDLES, { file: ['The file must have exactly one column.'] }],
    ['quotes that never end', 'handle\n"ada', HANDLES, { file: ['The file could not be read as CSV.'] }],
    ['no mode', 'handle\nada', { platform: 'instagram' }, { enrichment_mode: ['This field is required.'] }],
    [
      'an unknown mode',
      'handle\nada',
      { ...HANDLES, enrichment_mode: 'RAW' },
      { enrichment_mode: ['"RAW" is not a valid choice.'] },
    ],
    ['handles without a platform', 'handle\nada', { enrichment_mode: 'raw' }, { platform: [expect.any(String)] }],
    [
      'a platform that batches do not know',
      'handle\nada',
      { ...HANDLES, platform: 'snapchat' },
      { platform: ['"snapchat" is not a valid choice.'] },
    ],
    [
      'a list of platforms',
      'email\na@b.example',
      { ...EMAILS, exclude_platforms: 'tiktok,twitch' },
      { exclude_platforms: [expect.any(String)] },
    ],
    [
      'a flag that is none',
      'handle\nada',
      { ...FULL, include_audience_data: 'yes' },
      { include_audience_data: ['Must be a valid boolean.'] },
    ],
    [
      'a number that is none',
      'email\na@b.example',
      { ...EMAILS, min_followers: '1e3' },
      { min_followers: ['A valid integer is required.'] },
    ],
    [
      'metadata that is no JSON',
      'handle\nada',
      { ...HANDLES, metadata: '[object Object]' },
      { metadata: [expect.any(String)] },
    ],
    ['metadata that is a list', 'handle\nada', { ...HANDLES, metadata: '[1]' }, { metadata: [expect.any(String)] }],
    ['an unknown wish', 'handle\nada', { ...FULL, email_required: 'true' }, { email_required: [expect.any(String)] }],
    ['a row that is invalid', 'handle\nada\ninvalid one', HANDLES, { file: ['Row 2 is not a valid handle.'] }],
  ])('%s is 400 by field', (_title, csv, fields, errors) => {
    const at = scene();
    expect(at.refused(csv, fields)).toEqual([400, errors]);
    expect(at.influencers.ledger).toMatchObject({ acceptedPosts: 0, billed: [] });
  });

  test('the text of the file instead of a named file is told apart', () => {
    expect(scene().refused('handle\nada', HANDLES, null)).toEqual([
      400,
      { file: [expect.stringContaining('was not a file')] },
    ]);
  });

  test('a file of another name is refused, unless switched', () => {
    expect(scene().refused('handle\nada', HANDLES, 'batch.txt')[0]).toBe(400);
    expect(scene({ fileName: 'any' }).refused('handle\nada', HANDLES, 'batch.txt')[0]).toBe(200);
  });

  test.each([
    ['fields', { platform: [expect.any(String)] }],
    ['detail', { detail: expect.stringContaining('platform: ') }],
    ['detail-list', { detail: [{ msg: expect.any(String), loc: ['body', 'platform'], type: 'value_error' }] }],
    ['message', { message: expect.any(String) }],
    ['error', { error: expect.any(String) }],
    ['empty', ''],
  ] as const)('the body of a refusal can be: %s', (badForm, body) => {
    const fields = { enrichment_mode: 'raw' };
    expect(scene({ badForm }).refused('handle\nada', fields)).toEqual([400, body]);
    expect(scene({ badForm, badFormAs: 422 }).refused('handle\nada', fields)).toEqual([422, body]);
  });

  test('a body that is no form is 415, a form without boundary or end 400', () => {
    const at = scene();
    const post = (type: string, body: string) =>
      at.raw({ ...request('POST', BATCHES), headers: { authorization: 'Bearer k', 'content-type': type }, body });
    expect(post('application/json', '{}')).toMatchObject({ status: 415 });
    expect(post('multipart/form-data', 'x')).toMatchObject({ status: 400, body: expect.stringContaining('boundary') });
    expect(post('multipart/form-data; boundary=b', '--b\r\n')).toMatchObject({ status: 400 });
  });
});

describe('limits', () => {
  test('10,000 rows are taken, one more is refused, unless switched', () => {
    const csv = (count: number) => ['handle', ...some(count)].join('\n');
    expect(scene().refused(csv(10_000))[0]).toBe(200);
    expect(scene().refused(csv(10_001))).toEqual([400, { file: ['The file has more than 10000 records.'] }]);
    expect(scene({ maxRows: null }).refused(csv(10_001))[0]).toBe(200);
  });

  test('more than 10 MB is 400, or a 413 page, counted in bytes', () => {
    const csv = `handle\n${'é'.repeat(5 * 1024 * 1024)}`;
    expect(scene().refused(csv)).toEqual([400, { file: [expect.stringContaining('10 MB')] }]);
    expect(scene({ bigFileAs: '413-html' }).refused(csv)[0]).toBe(413);
  });

  test('open batches can be limited', () => {
    const at = scene({ batchesAtOnce: 1 });
    at.create(['ada']);
    expect(at.refused('handle\nbo')[0]).toBe(429);
    at.pass(60_000);
    expect(at.refused('handle\nbo')[0]).toBe(200);
  });
});

describe('other readings', () => {
  test('fields that the mode does not use are ignored, or refused', () => {
    const stray = { ...EMAILS, platform: 'instagram', include_audience_data: 'true' };
    expect(scene().refused('email\na@b.example', stray)[0]).toBe(200);
    expect(scene({ strayFields: 'refused' }).refused('email\na@b.example', stray)).toEqual([
      400,
      { platform: [expect.any(String)], include_audience_data: [expect.any(String)] },
    ]);
    expect(scene({ strayFields: 'refused' }).refused('handle\na', { ...HANDLES, include_lookalikes: 'false' })[0]).toBe(
      400,
    );
    expect(scene({ strayFields: 'refused' }).refused('handle\na', { ...FULL, min_followers: '5' })[0]).toBe(400);
  });

  test('a missing platform can mean Instagram', () => {
    const [, answer] = scene({ missingPlatform: 'instagram' }).refused('handle\nada', { enrichment_mode: 'raw' });
    expect(answer).toMatchObject({ platform: 'instagram' });
  });

  test('the first line can be any header, or a record', () => {
    const rows = (csvHeader: 'any' | 'none') => scene({ csvHeader }).refused('Creators\nada')[1];
    expect(rows('any')).toMatchObject({ og_input_number: 1 });
    expect(rows('none')).toMatchObject({ og_input_number: 2 });
  });

  test('a second column can be left out of account', () => {
    expect(scene({ moreColumns: 'first-taken' }).refused('handle,id\nada,1')[0]).toBe(200);
  });

  test('the mode advanced can be gone', () => {
    const fields = { enrichment_mode: 'advanced' };
    expect(scene().refused('email\na@b.example', fields)[0]).toBe(200);
    expect(scene({ advanced: 'refused' }).refused('email\na@b.example', fields)[0]).toBe(400);
  });

  test('lookalikes are left out by default, or not', () => {
    expect(scene().finished(['ada'], FULL)[0].enrichment_data).not.toHaveProperty('lookalikes');
    expect(scene({ lookalikesDefault: true }).finished(['ada'], FULL)[0].enrichment_data).toHaveProperty('lookalikes');
  });
});
