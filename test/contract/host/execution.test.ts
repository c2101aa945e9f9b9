// What an execution is: a fresh strict context, limits of time, legal arguments. Not the services.
import { describe, expect, it } from 'vitest';
import { createHost } from '../../../workbench/host/host';
import { errorOf, GUEST, hostFor, OWNER, resultOf, runIn, SHEET } from './with-host';

const WEB =
  'setTimeout,setInterval,URL,URLSearchParams,TextEncoder,TextDecoder,fetch,FormData,atob,btoa,crypto,performance,process,require,structuredClone,queueMicrotask,AbortController,Buffer,global';

describe('the context (documented: developers.google.com/apps-script/guides/v8-runtime)', () => {
  it('has none of the globals of browsers and Node', () => {
    expect(resultOf(`return '${WEB}'.split(',').filter((name) => name in globalThis)`)).toEqual([]);
  });

  it('shows nothing of the host to the script', () => {
    expect(
      resultOf(
        'return Object.getOwnPropertyNames(globalThis).filter((name) => /host|bridge|outside|install/i.test(name))',
      ),
    ).toEqual([]);
    expect(errorOf("SpreadsheetApp.getActiveSpreadsheet.constructor('return process')()")).toContain(
      'process is not defined',
    );
  });

  it('makes sheet values of its own realm', () => {
    const body = `${SHEET} sheet.getRange('A1').setValue(new Date(0)); const v = sheet.getRange('A1:B2').getValues();
      return [v instanceof Array, v[0] instanceof Array, v[0][0] instanceof Date, v[0][0].getTime()];`;
    expect(resultOf(body)).toEqual([true, true, true, 0]);
  });

  it('forgets globals between executions', () => {
    const host = hostFor('globalThis.seen = (globalThis.seen || 0) + 1; return globalThis.seen;');
    expect(runIn(host).value).toBe(1);
    expect(runIn(host).value).toBe(1);
  });

  it('runs top-level code at every execution (documented)', () => {
    const host = hostFor('return loads;', {}, 'let loads = 0; loads++;');
    expect(runIn(host).value).toBe(1);
    expect(runIn(host).value).toBe(1);
  });

  it('follows the virtual clock in Date, and is seeded in Math.random', () => {
    const body =
      'const d = new Date(); Utilities.sleep(90000); return [new Date() - d, d instanceof Date, typeof Date(), Math.random()];';
    expect(resultOf(body, { seed: 3 })).toEqual(resultOf(body, { seed: 3 }));
    expect((resultOf(body) as unknown[]).slice(0, 3)).toEqual([90000, true, 'string']);
  });

  it('says what it does not support, by name', () => {
    expect(errorOf(`${SHEET} sheet.getRange('A1').getBackgrounds()`)).toBe(
      'not supported by the local host: Range.getBackgrounds',
    );
    expect(errorOf('SpreadsheetApp.create("x")')).toBe('not supported by the local host: SpreadsheetApp.create');
    expect(errorOf('Utilities.zip([])')).toBe('not supported by the local host: Utilities.zip');
  });
});

describe('calls from the page (documented: developers.google.com/apps-script/guides/html/communication)', () => {
  it('reaches declared top-level functions only, and none that ends in _', () => {
    const host = createHost({
      code: 'function secret_() {} const arrow = () => 1; globalThis.assigned = () => 2; function ok() { return 3; }',
    });
    const run = (fn: string) => host.run({ user: 'owner@example.com', fn, as: 'sidebar' });
    for (const fn of ['secret_', 'arrow', 'assigned', 'nothing', 'Date'])
      expect(run(fn).error).toBe(`Script function not found: ${fn}`);
    expect(run('ok').value).toBe(3);
  });

  it('refuses a Date or a function as argument or result', () => {
    expect(hostFor('return 1').run({ user: OWNER, fn: 'main', args: [new Date(0)], as: 'sidebar' }).error).toContain(
      'illegal value',
    );
    expect(errorOf('return new Date()')).toContain('not a supported return type');
    expect(errorOf('return { f: () => 1 }')).toContain('not a supported return type');
    expect(errorOf('const o = {}; o.o = o; return o')).toContain('not a supported return type');
  });

  it('turns undefined inside arrays into null and hands over copies', () => {
    expect(resultOf('return [undefined, null, { a: 1 }]')).toEqual([null, null, { a: 1 }]);
  });

  it('reports an error by its message, other kinds with their name (assumed)', () => {
    expect(errorOf('throw new Error("no luck")')).toBe('no luck');
    expect(errorOf('null.x')).toMatch(/^TypeError: /);
  });
});

describe('limits of time (documented: developers.google.com/apps-script/guides/services/quotas)', () => {
  const sleeps = 'for (let i = 0; i < 10; i++) Utilities.sleep(60000); return "done"';

  it('ends an execution at six minutes, whatever it catches', () => {
    const host = hostFor(
      `try { ${sleeps} } catch (e) { try { PropertiesService.getScriptProperties().setProperty('late', '1'); } catch (e2) {} } return 'caught'`,
    );
    const execution = runIn(host);
    expect(execution).toMatchObject({ ok: false, killed: true, error: 'Exceeded maximum execution time' });
    expect(execution.endedMs - execution.startedMs).toBe(360_000);
    expect(host.properties.script.size).toBe(0);
  });

  it('ends a simple trigger and a custom function at 30 seconds', () => {
    const host = hostFor(sleeps);
    for (const as of ['simple', 'formula'] as const) {
      const execution = runIn(host, as);
      expect(execution.endedMs - execution.startedMs).toBe(30_000);
    }
  });

  it('refuses to sleep longer than 300,000 ms at once', () => {
    expect(errorOf('Utilities.sleep(300001)')).toContain('Invalid argument');
  });
});

describe('killing', () => {
  const body = `const p = PropertiesService.getDocumentProperties(); p.setProperty('a', '1'); p.setProperty('b', '2'); p.setProperty('c', '3');`;

  it.each([
    ['before', 1, []],
    ['after', 1, ['a']],
    ['before', 2, ['a']],
    ['after', 3, ['a', 'b', 'c']],
  ] as const)('%s call %i leaves exactly what happened until then', (phase, n, keys) => {
    const host = hostFor(body, { hook: (call, at) => (call.n === n && at === phase ? 'kill' : undefined) });
    expect(runIn(host)).toMatchObject({ ok: false, killed: true });
    expect([...host.properties.document.keys()]).toEqual(keys);
  });

  it('cannot be survived by catching', () => {
    const host = hostFor(
      `for (const k of 'abc') { try { PropertiesService.getUserProperties().setProperty(k, k); } catch (e) {} } return 'alive'`,
      {
        hook: (call) => (call.n === 2 ? 'kill' : undefined),
      },
    );
    expect(runIn(host)).toMatchObject({ killed: true, ok: false });
    expect([...host.properties.user(OWNER).keys()]).toEqual(['a']);
  });

  it('frees the locks that the execution held', () => {
    const host = hostFor(
      "return LockService.getUserLock().tryLock(0) && PropertiesService.getUserProperties().getProperty('x') === null",
      {
        hook: (call) => (call.n === 2 ? 'kill' : undefined),
      },
    );
    expect(runIn(host).killed).toBe(true);
    expect(runIn(host).value).toBe(true);
  });

  it.each([
    [true, 'x'],
    [false, ''],
  ])(
    'with unflushedWritesSurvive %s the buffered write shows as "%s" (unknown at Google: a switch)',
    (unflushedWritesSurvive, shown) => {
      const host = hostFor(`${SHEET} sheet.getRange('A1').setValue('x'); SpreadsheetApp.flush();`, {
        switches: { unflushedWritesSurvive },
        hook: (call, phase) => (call.name === 'SpreadsheetApp.flush' && phase === 'before' ? 'kill' : undefined),
      });
      runIn(host);
      expect(host.person().tab('Sheet1').cell('A1').value).toBe(shown);
    },
  );

  it('counts calls over the life of the host and names what they touch', () => {
    const seen: string[] = [];
    const host = hostFor(
      `${SHEET} sheet.getName(); sheet.getRange('A1:B2').getValues(); LockService.getUserLock().tryLock(5);`,
      {
        hook: (call, phase) => {
          if (phase === 'before') seen.push(`${call.n} ${call.name} ${call.detail}`);
        },
      },
    );
    runIn(host);
    runIn(host, 'menu', GUEST);
    expect(seen).toEqual([
      '1 Range.getValues Sheet1!A1:B2',
      '2 Lock.tryLock user',
      '3 Range.getValues Sheet1!A1:B2',
      '4 Lock.tryLock user',
    ]);
    expect(host.calls).toEqual({ 'Range.getValues': 2, 'Lock.tryLock': 2 });
  });

  it('passes a failure of the hook itself on to the test', () => {
    const host = hostFor('SpreadsheetApp.flush()', {
      hook: () => {
        throw new Error('the test is wrong');
      },
    });
    expect(() => runIn(host)).toThrow('the test is wrong');
  });
});
