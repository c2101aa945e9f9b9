// What every `hear` and `seen` must keep to, whatever the provider answered: the port's rules as one check.
import { expect } from 'vitest';
import type { Answer, Call, Heard, RequestInput, Ticket } from '../../../src/providers/operation';
import { asciiJson } from '../../../src/text/ascii-json';
import type { Subject } from './subject';
import { ask, FACTS } from './talk';

const OUTCOMES = ['found', 'no match', 'failed', 'check'];
const FAILURES = ['bad rows', 'bad batch', 'one by one', 'pause', 'later', 'doubt', 'again', 'lost'];

export function expectSoundCalls(calls: Call[]): void {
  expect(calls.length).toBeGreaterThan(0);
  expect(new Set(calls.map(({ effect }) => effect)).size).toBe(1);
  if (calls[0]!.effect === 'charge') expect(calls).toHaveLength(1);
  for (const { method, path, effect, body, form } of calls) {
    expect(body === undefined || form === undefined).toBe(true);
    expect(path).toMatch(/^\/[^/]/);
    expect(path).not.toMatch(/[\s#]|\/\.\.?(\/|$|\?)/);
    if (effect === 'create' || effect === 'charge') expect(method).toBe('POST');
  }
}

export function expectSound(subject: Subject, inputs: RequestInput[], answers: Answer[], heard: Heard): void {
  const verdicts = heard.verdicts ?? [];
  expectIndexes(verdicts, inputs.length);
  for (const { outcome, result, detail, credits } of verdicts) {
    expect(OUTCOMES).toContain(outcome);
    expect(result !== undefined).toBe(outcome === 'found');
    if (outcome === 'failed' || outcome === 'check') expect(detail).toMatch(/\S/);
    if (credits !== undefined) expect(credits).toBeGreaterThanOrEqual(0);
  }
  if (heard.spent !== undefined) expect(heard.spent >= 0 && Number.isFinite(heard.spent)).toBe(true);
  if (heard.failed !== undefined) expect(Number.isFinite(heard.failed)).toBe(true);
  if (heard.failure) {
    expect(FAILURES).toContain(heard.failure.kind);
    if (heard.failure.kind === 'bad rows') {
      expect(heard.failure.rows.length).toBeGreaterThan(0);
      expectIndexes(heard.failure.rows, inputs.length);
    }
  }
  if (!answers.every(isReadable)) expect(verdicts.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  if (heard.ticket) expectSoundTicket(subject, heard.ticket, inputs);
}

/** An answer in which a provider can have said anything about its requests. */
function isReadable(answer: Answer): boolean {
  return 'status' in answer && answer.status >= 200 && answer.status < 300;
}

function expectIndexes(rows: { index: number }[], count: number): void {
  const indexes = rows.map(({ index }) => index);
  expect(new Set(indexes).size).toBe(indexes.length);
  for (const index of indexes) expect(Number.isInteger(index) && index >= 0 && index < count).toBe(true);
}

export function expectSoundTicket(subject: Subject, ticket: Ticket, inputs: RequestInput[]): void {
  const { operation, settings } = subject;
  expect(typeof ticket.stage).toBe('string');
  expect(JSON.parse(JSON.stringify(ticket))).toEqual(ticket);
  expect(asciiJson(ticket).length).toBeLessThanOrEqual(operation.limits(settings).ticketBytes);
  const at = { ticket, inputs, facts: FACTS, scratch: undefined };
  const calls = ask(subject, at);
  expectSoundCalls(calls);
  if (calls[0]!.effect === 'read' && !operation.hearsInputs) expect(ask(subject, { ...at, inputs: [] })).toEqual(calls);
}
