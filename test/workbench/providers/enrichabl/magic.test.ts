// The magic inputs do what the README promises to people who try.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { holds, MAGIC } from '../../../../workbench/providers/enrichabl/magic';
import { AI, errorOf, lead, leads, MULTI, scene } from './ask';

const README = new URL('../../../../workbench/providers/enrichabl/README.md', import.meta.url);

/** Cells of the README's table, however they are padded. */
const readmeRows = readFileSync(README, 'utf8')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()));

test.each(Object.keys(MAGIC))('the README explains "%s"', (word) => {
  expect(readmeRows.find((cells) => cells[1] === `\`${word}\``)?.[2]).toBeTruthy();
});

test('words count anywhere and in any case, numbers alone or after "error"', () => {
  expect([holds('Mission Ltd', 'miss'), holds('Mistake Ltd', 'miss')]).toEqual([true, false]);
  expect(['504', 'Error 504', 'error504@mail.example'].every((text) => holds(text, '504'))).toBe(true);
  expect(['Person 504', '504@mail.example', '1504'].some((text) => holds(text, '504'))).toBe(false);
});

describe('words that change a job', () => {
  const job = (list: object[]) => {
    const at = scene();
    const pipeline = at.filled(list);
    return { at, pipeline, id: at.aiJob(pipeline) };
  };

  test('slow: at least 10 minutes', () => {
    const { at, id } = job([...leads(3), lead('slow')]);
    at.pass(599_000);
    expect(at.progress(id).status).toBe('IN_PROGRESS');
    at.pass(10_000);
    expect(at.progress(id).status).toBe('COMPLETED');
  });

  test('stuck: until it is cancelled', () => {
    const { at, id } = job([lead('stuck')]);
    at.pass(1e9);
    expect(at.progress(id)).toMatchObject({ status: 'IN_PROGRESS', processed_leads: 0 });
    at.cancel(id);
    expect(at.progress(id).status).toBe('CANCELLED');
  });

  test('broken: the job fails there, and what was done stays', () => {
    const { at, pipeline, id } = job([...leads(6), lead('broken')]);
    at.pass(60_000);
    const progress = at.progress(id);
    expect(progress.status).toBe('FAILED');
    const kept = at.rows(pipeline).filter((row) => 'Summary' in row.lead.lead_custom_fields);
    expect(kept).toHaveLength(progress.processed_leads);
  });

  test('hostile: formulas, markup and huge texts, as they are', () => {
    const at = scene();
    const pipeline_id = at.filled([lead('hostile')]);
    const output_fields = ['a', 'b', 'c', 'd'];
    const multi_ai_template_id = at.template('multi-ai', { ...MULTI, output_fields });
    at.start('enrichment', { pipeline_id, enrichment_type: 'MULTI_AI_COLUMN', multi_ai_template_id });
    at.pass(60_000);
    const custom = at.rows(pipeline_id)[0]!.lead.lead_custom_fields;
    expect(custom['Profile: a']).toBe('=HYPERLINK("https://evil.example","x")');
    expect(custom['Profile: b']).toContain('<img');
    expect(String(custom['Profile: d']).length).toBeGreaterThan(60_000);
  });

  test('a result that happens to hold a word does not haunt the next job', () => {
    const { at, pipeline, id } = job([lead('ada')]);
    at.pass(60_000);
    expect(at.progress(id).failed_leads).toBe(0);
    const next = at.aiJob(pipeline, { ...AI, prompt_template: 'Did they fail?' });
    at.pass(60_000);
    const last = at.aiJob(pipeline);
    at.pass(60_000);
    expect([at.progress(next).failed_leads, at.progress(last).failed_leads]).toEqual([0, 0]);
  });
});

describe.each(['upload', 'start'] as const)('words that spoil the first %s', (call) => {
  /** Sends the call until it is `times` old; uploads before a start have their own trouble behind them. */
  const attempts = (name: string, times: number) => {
    const at = scene();
    const id = at.pipeline();
    const upload = () => at.raw('POST', `/v1/pipelines/${id}/leads`, [lead(name)]);
    if (call === 'upload') return { at, id, replies: Array.from({ length: times }, upload) };
    for (let n = 0; n < 3; n++, at.pass(1000)) upload();
    const ai_template_id = at.template('ai', AI);
    const start = () =>
      at.raw('POST', '/v1/enrichment/start', { pipeline_id: id, enrichment_type: 'AI_COLUMN', ai_template_id });
    return { at, id, replies: Array.from({ length: times }, start) };
  };
  const carriedOut = ({ at, id }: ReturnType<typeof attempts>) =>
    call === 'upload' ? at.rows(id).length : at.enrichabl.ledger.acceptedPosts;

  test('429: twice', () => {
    const tried = attempts('error429', 3);
    const statuses = tried.replies.map((reply) => ('status' in reply ? reply.status : 0));
    expect([statuses, carriedOut(tried)]).toEqual([[429, 429, 202], 1]);
  });

  test.each([
    ['502', 0],
    ['504', 1],
  ])('%s: an HTML page, and it was done %i times', (word, times) => {
    const tried = attempts(`error${word}`, 1);
    expect(tried.replies[0]).toMatchObject({ status: Number(word), headers: { 'content-type': 'text/html' } });
    expect(carriedOut(tried)).toBe(times);
  });

  test('dropped: the connection is lost, and it was done', () => {
    const tried = attempts('dropped', 1);
    expect(tried.replies[0]).toMatchObject({ fault: expect.stringMatching(/^Unexpected error/) });
    expect(carriedOut(tried)).toBe(1);
  });

  test('garbled: nobody can read the answer, and it was done', () => {
    const tried = attempts('garbled', 1);
    const [reply] = tried.replies as { status: number; body: string }[];
    expect(reply!.status).toBe(202);
    expect(() => JSON.parse(reply!.body)).toThrow();
    expect(carriedOut(tried)).toBe(1);
  });
});

test('an upload that was spoiled can be sent again: what was made is skipped', () => {
  const at = scene();
  const id = at.pipeline();
  expect(at.upload(id, [lead('error504')]).status).toBe(504);
  expect(JSON.parse(at.upload(id, [lead('error504')]).body)).toMatchObject({ created: 0, skipped: 1 });
  expect(errorOf(at.upload(id, {}))[0]).toBe(400);
});
