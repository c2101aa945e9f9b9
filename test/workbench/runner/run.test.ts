// The runner's own promises: exit codes, files, state and keys, with a small add-on that stands in. What the real one promises is in test/story.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type RawFlags, readFlags } from '../../../workbench/runner/flags';
import { run } from '../../../workbench/runner/run';
import { lockPathOf, withLockedState } from '../../../workbench/runner/state-lock';
import { resume, settle, stop, undo } from '../../../workbench/runner/verbs';
import { type Child, startProviders, startServer } from '../providers/served-in-child';

const base = mkdtempSync(join(tmpdir(), 'backfill-run-'));
const code = readFileSync('test/workbench/runner/stand-in/add-on.js', 'utf8');
const readStandIn = async () => ({ code, html: {}, manifest: JSON.parse(readFileSync('appsscript.json', 'utf8')) });
const RECIPE = {
  version: 1,
  name: 'Emails',
  operation: 'databar.enrichment',
  inputs: { first_name: 'First', company: 'Company' },
  outputs: { email: 'Email' },
  status: 'Status',
};
const HEAD = 'Id,First,Company,"Email"\r\n';
const LEADS = `${HEAD}007,Ann,Acme,\r\n008,"Bob",Miss & Co,\r\n009,,Acme,\r\n010,Ann,Acme,\r\n011,Cid,"Cid, Ltd",\r\n`;

let folder = '';
let said: string[] = [];
let warned: string[] = [];
const output = { say: (line: string) => void said.push(line), warn: (line: string) => void warned.push(line) };
const at = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(at(name), 'utf8');

beforeEach(() => {
  folder = mkdtempSync(join(base, 'case-'));
  [said, warned] = [[], []];
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  writeFileSync(at('recipe.json'), JSON.stringify(RECIPE));
  writeFileSync(at('leads.csv'), LEADS);
});
afterEach(() => void vi.restoreAllMocks());
afterAll(() => rmSync(base, { recursive: true, force: true }));

function flagsOf(raw: RawFlags = {}, environment: NodeJS.ProcessEnv = {}) {
  const usual = { recipe: at('recipe.json'), in: at('leads.csv'), out: at('filled.csv'), report: at('report.json') };
  return readFlags({ ...usual, ...raw }, environment);
}
const runWith = (raw: RawFlags = {}) => run(flagsOf(raw), output, readStandIn);
const report = () => JSON.parse(read('report.json'));

describe('a run that ends well', () => {
  test('exits with 0, fills our columns and leaves every other byte', async () => {
    expect(await runWith()).toBe(0);
    const lines = read('filled.csv').split('\r\n');
    expect(lines[0]).toBe('Id,First,Company,"Email",Status');
    expect(lines[1]).toMatch(/^007,Ann,Acme,[^,]+@[^,]+,found$/);
    expect(lines[2]).toBe('008,"Bob",Miss & Co,,no match');
    expect(lines[3]).toBe('009,,Acme,,');
    expect(lines[4]).toBe(lines[1]!.replace('007', '010'));
    expect(lines[5]).toMatch(/^011,Cid,"Cid, Ltd",[^,]+@[^,]+,found$/);
    expect(lines.slice(6)).toEqual(['']);
  });

  test('reports what it did, with seconds by the run’s clock and the providers’ own addresses', async () => {
    await runWith();
    expect(report()).toMatchObject({
      state: 'finished',
      reason: null,
      requests: 3,
      rows: 4,
      incompleteRows: 1,
      reused: 0,
      outcomes: { found: 2, 'no match': 1, failed: 0, 'not run': 0, check: 0 },
      credits: { estimatedMin: 0, spent: 0.1 },
    });
    expect(report().virtualSeconds).toBeGreaterThan(5);
    expect(report().executions).toBeGreaterThan(5);
    expect(report().calls['UrlFetchApp.fetch']).toBe(report().http.length);
    expect(report().http[0]).toMatchObject({ method: 'POST', status: 200 });
    expect(report().http[0].url).toBe('https://api.databar.ai/v1/enrichments/833/bulk-run');
  });

  test('has nothing to do a second time, and calls nobody', async () => {
    await runWith();
    const first = read('filled.csv');
    expect(await runWith({ in: at('filled.csv') })).toBe(0);
    expect(said).toContain('Nothing to do.');
    // Why rows stay as they are is said here too: somebody may have expected them to be taken.
    expect(said).toContain('Note: 1 rows are left out: no match.');
    expect(report()).toMatchObject({ state: 'finished', requests: 0, http: [], credits: { spent: 0 } });
    expect(read('filled.csv')).toBe(first);
  });

  test('goes on in one tab with the file that it wrote, whatever --in is called', async () => {
    await runWith();
    await runWith({ in: at('filled.csv') });
    const { files } = JSON.parse(read('filled.csv.backfill.json'));
    expect(files).toMatchObject([{ tab: 'leads', out: at('filled.csv') }]);
    await runWith({ out: at('other.csv'), state: at('filled.csv.backfill.json'), in: at('filled.csv') });
    expect(JSON.parse(read('filled.csv.backfill.json')).files).toMatchObject([{ tab: 'leads' }, { tab: 'filled' }]);
  });

  test('may write the file that it read', async () => {
    expect(await runWith({ in: at('leads.csv'), out: at('leads.csv') })).toBe(0);
    expect(read('leads.csv')).toContain('@');
  });

  test('a file with a header and no rows is nothing to do', async () => {
    writeFileSync(at('leads.csv'), HEAD);
    expect(await runWith()).toBe(0);
    expect(read('filled.csv')).toBe(HEAD);
  });
});

describe('what is wrong at the first check', () => {
  const nothingWritten = () =>
    ['filled.csv', 'filled.csv.backfill.json', 'report.json'].filter((name) => existsSync(at(name)));

  test.each([
    ['a recipe that is no JSON', () => writeFileSync(at('recipe.json'), '{'), /not valid JSON/],
    [
      'a recipe of an unknown operation',
      () => writeFileSync(at('recipe.json'), JSON.stringify({ ...RECIPE, operation: 'x' })),
      /no operation/,
    ],
    ['a column that is not there', () => writeFileSync(at('leads.csv'), 'a,b\n1,2\n'), /no column First/],
    ['an empty file', () => writeFileSync(at('leads.csv'), ''), /no header line/],
    ['a file that is not there', () => rmSync(at('leads.csv')), /no such file/],
    ['a file that is not UTF-8', () => writeFileSync(at('leads.csv'), Buffer.from([0x61, 0xe9])), /not UTF-8/],
    [
      'a state that is something else',
      () => writeFileSync(at('other.json'), '[]'),
      /not a state file/,
      { state: 'other.json' },
    ],
  ])('%s: one line, nothing written', async (_, arrange, complaint, raw: RawFlags = {}) => {
    arrange();
    await expect(runWith(raw.state ? { state: at(raw.state) } : {})).rejects.toThrow(complaint);
    expect(nothingWritten()).toEqual([]);
  });

  test('a key that the provider refuses', async () => {
    await expect(runWith({ key: ['databar=wrong-key'] })).rejects.toThrow('refuses');
    expect(nothingWritten()).toEqual([]);
  });
});

describe('the state', () => {
  test('never holds a key', async () => {
    await runWith({ key: ['databar=secret-key-1234'] });
    for (const name of ['filled.csv.backfill.json', 'report.json', 'filled.csv'])
      expect(read(name)).not.toContain('secret-key');
    expect(read('filled.csv.backfill.json')).not.toContain('"key.databar"');
  });

  test('is for one command at a time: the second is refused, and nothing is written', async () => {
    const { state } = flagsOf();
    await withLockedState(state, async () => {
      await expect(runWith()).rejects.toThrow('is being used by another run');
    });
    expect(existsSync(at('filled.csv'))).toBe(false);
    await runWith();
    expect(existsSync(lockPathOf(state))).toBe(false);
    await withLockedState(state, async () => {
      for (const verb of [resume, stop, undo])
        await expect(verb(flagsOf(), output, readStandIn)).rejects.toThrow('is being used by another run');
    });
  });

  test('keeps a result that holds a word as short as a poor key', async () => {
    writeFileSync(at('leads.csv'), LEADS.replaceAll('Ann', 'Annabel'));
    await runWith({ key: ['databar=annabel'] });
    expect(read('filled.csv')).toMatch(/007,Annabel,Acme,annabel[^,]*@/);
    expect(read('filled.csv.backfill.json')).toMatch(/annabel[^,]*@/);
  });

  test('--fresh forgets it', async () => {
    await runWith();
    expect(await runWith({ fresh: true })).toBe(0);
    expect(report().requests).toBe(3);
  });
});

describe('beside a served provider', () => {
  let served: Child;
  afterEach(() => served.stop());
  const routed = (): RawFlags => ({
    route: [`https://api.databar.ai=${served.origin}`],
    key: ['databar=secret-key-1234'],
    clock: 'virtual',
  });
  const turn = (switches: object) =>
    fetch(`${served.origin}/_backfill/switches`, { method: 'POST', body: JSON.stringify({ databar: switches }) });

  test('a run that pauses exits with 2, says why, and goes on after resume', async () => {
    served = await startProviders();
    await turn({ startCredits: 0, taskMs: 0 });
    expect(await runWith(routed())).toBe(2);
    expect(warned.join('\n')).toMatch(/out of credits.*resume/);
    expect(read('filled.csv')).toContain('011,Cid,"Cid, Ltd",,not run: out of credits');
    expect(report()).toMatchObject({ state: 'paused', reason: 'out of credits', credits: { spent: 0 } });

    await turn({ startCredits: 100 });
    const flags = flagsOf({ ...routed(), key: ['databar=another-key'] });
    expect(await resume({ ...flags, in: null, recipe: null }, output, readStandIn)).toBe(0);
    expect(read('filled.csv')).toMatch(/011,Cid,"Cid, Ltd",[^,]+@[^,]+,found/);
    expect(report()).toMatchObject({ state: 'finished', requests: 3 });
  });

  test('a run that pauses goes on when the same command is given again, also where --in was the file written', async () => {
    served = await startProviders();
    await turn({ startCredits: 0, taskMs: 0 });
    const raw = { ...routed(), out: at('leads.csv') };
    expect(await runWith(raw)).toBe(2);
    await turn({ startCredits: 100 });
    expect(await runWith({ ...raw, key: ['databar=another-key'] })).toBe(0);
    expect(report()).toMatchObject({ state: 'finished', requests: 3, outcomes: { found: 2, 'no match': 1 } });
    expect(read('leads.csv')).not.toContain('not run');
  });

  test('a run of another recipe first finishes the one that is open, and then reads the file as that one left it', async () => {
    served = await startProviders();
    await turn({ startCredits: 0, taskMs: 0 });
    const raw = { ...routed(), out: at('leads.csv') };
    expect(await runWith(raw)).toBe(2);
    await turn({ startCredits: 100 });
    const second = { ...RECIPE, name: 'More', outputs: { email: 'Second' }, status: 'Second status' };
    writeFileSync(at('recipe.json'), JSON.stringify(second));
    expect(await runWith({ ...raw, key: ['databar=another-key'] })).toBe(0);
    const [header, first] = read('leads.csv').split('\r\n');
    expect(header).toBe('Id,First,Company,"Email",Status,Second,Second status');
    expect(first).toMatch(/^007,Ann,Acme,([^,]+@[^,]+),found,\1,found$/);
  });

  test('a run that was begun with a route is not gone on with by the simulator', async () => {
    served = await startProviders();
    await turn({ startCredits: 0, taskMs: 0 });
    expect(await runWith(routed())).toBe(2);
    const before = [read('filled.csv'), read('filled.csv.backfill.json')];
    const complaint = 'This run talks to https://api.databar.ai through --route; give it again.';
    for (const verb of [run, resume, stop])
      await expect(verb(flagsOf(), output, readStandIn)).rejects.toThrow(complaint);
    expect([read('filled.csv'), read('filled.csv.backfill.json')]).toEqual(before);
    expect(await stop(flagsOf(routed()), output, readStandIn)).toBe(0);
    // What has ended asks nobody any more, so it needs no route.
    expect(await undo(flagsOf(), output, readStandIn)).toBe(0);
  });

  test('undo says what it did, and not once more how the run ended', async () => {
    served = await startProviders();
    await turn({ startCredits: 0, taskMs: 0 });
    await runWith(routed());
    await stop(flagsOf(routed()), output, readStandIn);
    [said, warned] = [[], []];
    expect(await undo(flagsOf(routed()), output, readStandIn)).toBe(0);
    expect(said[0]).toMatch(/cells are blank again/);
    expect(warned).toEqual([]);
  });

  test('stop gives up what is unsent and exits with 0', async () => {
    served = await startProviders();
    await turn({ startCredits: 0, taskMs: 0 });
    await runWith(routed());
    expect(await stop(flagsOf(routed()), output, readStandIn)).toBe(0);
    expect(report()).toMatchObject({ state: 'stopped', outcomes: { 'not run': 3 } });
  });

  test('the state is on disk before a charge leaves: a runner killed right then knows that it may have paid', async () => {
    // Keeps the state file as it is while the charge is under way.
    served = await startServer(`(request, response) => {
      const fs = process.getBuiltinModule('node:fs');
      const copy = ${JSON.stringify(at('killed.json'))};
      if (request.method === 'POST' && !fs.existsSync(copy)) fs.copyFileSync(${JSON.stringify(at('filled.csv.backfill.json'))}, copy);
      const data = { status: 'completed', credits_spent: 0.1, data: [{ email: 'a@b.example' }, { email: 'c@d.example' }] };
      response.end(JSON.stringify(request.method === 'POST' ? { task_id: 't' } : data));
    }`);
    expect(await runWith(routed())).toBe(0);
    expect(read('killed.json')).not.toContain('secret-key-1234');

    expect(await runWith({ ...routed(), state: at('killed.json'), out: at('filled.csv') })).toBe(2);
    expect(report().outcomes).toMatchObject({ check: 2, found: 1 });
    expect(warned.join('\n')).toContain('settle');
    const flags = flagsOf({ ...routed(), state: at('killed.json') });
    for (const [as, words] of [
      ['sent', 'Emails: 2 requests are settled as sent: they count as paid'],
      ['not-sent', 'Emails: 2 requests are settled as not sent: they count as not paid'],
    ] as const) {
      [said, warned] = [[], []];
      expect(await settle(flags, as, output, readStandIn)).toBe(0);
      expect(said[0]).toContain(words);
      expect(warned).toEqual([]);
    }
  });

  test('a routed provider needs a key, before anything is called', async () => {
    served = await startServer('(request, response) => response.end()');
    await expect(runWith({ route: routed().route })).rejects.toThrow('no key for databar');
    expect(existsSync(at('filled.csv.backfill.json'))).toBe(false);
  });
});

describe('the verbs', () => {
  test('say so where there is no state', async () => {
    for (const verb of [resume, stop])
      await expect(verb(flagsOf(), output, readStandIn)).rejects.toThrow('no such file');
  });
});
