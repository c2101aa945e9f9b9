// Which of the language's own objects the build gives a short name, and where it must not.
import { describe, expect, test } from 'vitest';
import { withNamesForGlobals } from '../../workbench/build/names-for-globals';

const around = (body: string) => `"use strict"; var app = (() => { ${body} })();`;
const result = (code: string): unknown => new Function(`${code}; return app;`)();

describe("the language's own objects get a name", () => {
  test('each is asked for once, and the program gives what it gave', () => {
    const code = around(
      'const f = (x = new Map([[1, Math.max(2, 3)]])) => x instanceof Map && [...x].map(String).concat(Math.min(4, 5), String(6)); return f();',
    );
    const made = withNamesForGlobals(code);
    for (const name of ['Map', 'Math', 'String']) expect(made.match(new RegExp(`\\b${name}\\b`, 'g'))).toHaveLength(1);
    expect(result(made)).toEqual(result(code));
  });

  test.each([
    ['what stands once', 'return new Map().size;'],
    [
      'a property that is called so',
      'const o = { Map: 1, Set() { return 2; } }; return [o.Map, o.Map, o.Set(), o.Set()];',
    ],
    ['a parameter that is called so', 'return [1, 2].map((Map) => Map + Map);'],
    [
      'a name of the code itself, taken out of something',
      'const { Map, x: Set } = { Map: 1, x: 2 }; return [Map, Map, Set, Set];',
    ],
    ['a short form in an object', 'const o = { Map }; return [typeof Map, typeof o.Map];'],
    ['a service of Google, which may not be there', 'return [typeof SpreadsheetApp, typeof SpreadsheetApp];'],
  ])('%s stays', (_, body) => {
    expect(withNamesForGlobals(around(body))).toBe(around(body));
  });
});
