// The magic inputs do what the README promises to people who try.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CATALOGUE } from '../../../../workbench/providers/databar/catalogue';
import { holds, MAGIC } from '../../../../workbench/providers/databar/magic';
import { expectedResult } from '../../../../workbench/providers/databar/result';
import { WATERFALLS } from '../../../../workbench/providers/databar/waterfalls';
import { lead, scene } from './ask';

const README = new URL('../../../../workbench/providers/databar/README.md', import.meta.url);

/** Cells of the README's tables, however they are padded. */
const readmeRows = readFileSync(README, 'utf8')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()));

test.each(Object.keys(MAGIC))('the README explains "%s"', (word) => {
  expect(readmeRows.find((cells) => cells[1] === `\`${word}\``)?.[2]).toBeTruthy();
});

test.each(CATALOGUE.map((entry) => [entry.id, entry.price]))('the README lists enrichment %i at %d', (id, price) => {
  const cells = readmeRows.find((one) => one[1] === String(id));
  expect(Number(cells?.[3]?.split('×')[0])).toBe(price);
});

test.each(WATERFALLS)(
  'the README lists waterfall $identifier with its inputs, providers and verifiers',
  (waterfall) => {
    const cells = readmeRows.find((one) => one[1] === `\`${waterfall.identifier}\``)!;
    for (const { name } of waterfall.input_params) expect(cells[2]).toContain(`\`${name}\``);
    for (const { id, price } of waterfall.available_enrichments)
      expect(cells[3]).toContain(`${id} at ${price.toFixed(2)}`);
    for (const { id, price } of waterfall.email_verifiers) expect(cells[4]).toContain(`${id} at ${price.toFixed(2)}`);
  },
);

test('words count anywhere and in any case', () => {
  expect(holds('Mission Ltd', 'miss')).toBe(true);
  expect(holds('Mistake Ltd', 'miss')).toBe(false);
});

test('numbers count as the whole value or after "error", so that a generated "Person 429" is nobody special', () => {
  expect([' 429', 'Error 429'].every((value) => holds(value, '429'))).toBe(true);
  expect(['Person 429', '+1 555 4290', '429@works.example', '1429'].some((value) => holds(value, '429'))).toBe(false);
});

describe('words that change the task', () => {
  test('slow: it takes 90 seconds', () => {
    const at = scene();
    const { task_id } = JSON.parse(at.submit([lead('Ada'), lead('Slow Joe')]).body);
    at.pass(89_999);
    expect(at.task(task_id).status).toBe('processing');
    at.pass(1);
    expect(at.task(task_id).status).toBe('completed');
  });

  test('expired: its results are gone when they are ready', () => {
    const at = scene();
    const { task_id } = JSON.parse(at.submit([lead('Expired')]).body);
    at.pass(5019);
    expect(at.task(task_id).status).toBe('processing');
    at.pass(1);
    expect(at.http('GET', `/v1/tasks/${task_id}`).status).toBe(410);
  });

  test('partial: it ends as partially_completed with its data', () => {
    expect(scene().finished([lead('Partial Eclipse')])).toMatchObject({ status: 'partially_completed', data: [{}] });
  });
});

describe('words that spoil the submit', () => {
  test('429: twice, with a time to come back, then it is taken', () => {
    const at = scene();
    const replies = [1, 2, 3].map(() => at.submit([lead('Error 429')]));
    expect(replies.map((reply) => reply.status)).toEqual([429, 429, 200]);
    expect(replies[0]!.headers['retry-after']).toBe('2');
    expect(at.databar.ledger.acceptedPosts).toBe(1);
  });

  test.each([
    ['502', 0],
    ['504', 1],
  ])('%s: an HTML page once, and %i tasks are paid', (word, tasks) => {
    const at = scene();
    const reply = at.submit([lead(word)]);
    expect([reply.status, reply.headers['content-type']]).toEqual([Number(word), 'text/html']);
    expect(at.databar.ledger.acceptedPosts).toBe(tasks);
    expect(at.submit([lead(word)]).status).toBe(200);
  });

  test('dropped: the connection is lost after the task was started', () => {
    const at = scene();
    const reply = at.raw('POST', '/v1/enrichments/833/bulk-run', { params: [lead('Dropped')] });
    expect(reply).toMatchObject({ fault: 'Unexpected error: https://api.databar.ai/v1/enrichments/833/bulk-run' });
    expect(at.databar.ledger.acceptedPosts).toBe(1);
  });

  test('garbled: 200, but nobody can read the task id', () => {
    const at = scene();
    const reply = at.submit([lead('Garbled')]);
    expect(reply.status).toBe(200);
    expect(() => JSON.parse(reply.body)).toThrow();
    expect(at.databar.ledger.acceptedPosts).toBe(1);
  });
});

describe('results', () => {
  test('the same input gives the same result, another input another', () => {
    expect(expectedResult(833, lead('Ada'))).toEqual(expectedResult(833, lead(' Ada ')));
    expect(expectedResult(833, lead('Ada'))).not.toEqual(expectedResult(833, lead('Bo')));
  });

  test.each(CATALOGUE.filter((entry) => entry.auth_method !== 'user').map((entry) => [entry.id]))(
    'enrichment %i has every declared field in its result',
    (id) => {
      const params = {
        first_name: 'A',
        last_name: 'B',
        company: 'C',
        domain: 'c.example',
        email: 'a@c.example',
        limit: 1,
      };
      const result = [expectedResult(id, { ...params, min_amount: 1, technology: '4000' })].flat()[0];
      const fields = CATALOGUE.find((entry) => entry.id === id)!.response_fields.map((field) => field.name);
      expect(Object.keys(result!)).toEqual(fields);
    },
  );

  test('hostile: formulas, markup, a raw long number, a huge text and odd keys, as they are', () => {
    const at = scene();
    const { task_id } = JSON.parse(at.submit([lead('Hostile Takeover')]).body);
    at.pass(60_000);
    const { body } = at.http('GET', `/v1/tasks/${task_id}`);
    expect(body).toContain('"confidence":17841401234567891,');
    expect(body).toContain('"__proto__":{"polluted":"yes"}');
    const element = JSON.parse(body).data[0];
    expect(element).toMatchObject({
      email: '=HYPERLINK("https://evil.example","x")',
      phone: '+1 555 0100',
      linkedin_url: '<img src=x onerror=alert(1)>',
      leading_zero: '007',
      date_like: '1/2/2024',
    });
    expect(element.long_text).toHaveLength(60_000);
  });
});
