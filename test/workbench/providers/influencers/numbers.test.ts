// Times, sizes and prices that can be set.

import { expect, test } from 'vitest';
import { BATCHES, scene } from './ask';

test('a batch takes waitsMs, then recordMs a record, then fileAfterMs', () => {
  const at = scene({ waitsMs: 100, recordMs: 10, fileAfterMs: 7 });
  const id = at.create(['ada', 'bo']);
  const look = (ms: number) => {
    at.pass(ms);
    return [at.status(id).status, at.download(id).status];
  };
  expect([look(99), look(1), look(20), look(6), look(1)]).toEqual([
    ['queued', 400],
    ['processing', 400],
    ['finished', 400],
    ['finished', 400],
    ['finished', 200],
  ]);
});

test('the price of the mode that has none', () => {
  const at = scene({ advancedPrice: 0.5 });
  at.finished(['ada@mail.example'], { enrichment_mode: 'advanced' });
  expect(at.available()).toBe(999.5);
});

test('the size of a file', () => {
  const sized = (maxFileBytes: number) => scene({ maxFileBytes }).refused('handle\nada')[0];
  expect([sized(10), sized(9)]).toEqual([200, 400]);
});

test('how long the proxy waits', () => {
  const at = scene({ gatewayMs: 200 });
  expect(at.http('GET', `${BATCHES}bch_none/status/`)).toMatchObject({ status: 504, tookMs: 200 });
});
