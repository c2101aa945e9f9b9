// What the build gives a name to, and what it leaves as it is written. How Terser shortens the names is not its subject.
import { describe, expect, test } from 'vitest';
import { withNamesForRepeated } from '../../workbench/build/names-for-repeated';

const around = (body: string) => `"use strict"; var app = (() => { ${body} })();`;
const result = (code: string): unknown => new Function(`${code}; return app;`)();

describe('what is written again and again gets a name', () => {
  test('a text and a function of the language stand once, and the program gives what it gave', () => {
    const code = around(
      'return ["no match", "no match", "no match", Math.max(1, 2), Math.max(3, 4), Math.max(5, 6)].map(String);',
    );
    const made = withNamesForRepeated(code);
    expect(made.match(/"no match"/g)).toHaveLength(1);
    expect(made.match(/Math\.max/g)).toHaveLength(1);
    expect(result(made)).toEqual(result(code));
  });

  test('the names are there for functions that are called while it loads, and inside of templates', () => {
    const code = around(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: code as text
      'return word() + `${word()}${"refused!"}`; function word() { return "refused!" + "refused!"; }',
    );
    const made = withNamesForRepeated(code);
    expect(made.match(/"refused!"/g)).toHaveLength(1);
    expect(result(made)).toBe('refused!'.repeat(5));
  });

  test('names of properties in quotes stay as they are written; a computed one is a text like others', () => {
    const code = around(
      'let o = { "is kept": 1, ["as value"]: 2 }; o["as value"]++; return [o, "as value", "as value", { "is kept": 3 }, { "is kept": 4 }];',
    );
    const made = withNamesForRepeated(code);
    expect(made.match(/"is kept"/g)).toHaveLength(3);
    expect(made.match(/"as value"/g)).toHaveLength(1);
    expect(result(made)).toEqual(result(code));
  });

  test('a property that is named often is read by a name, in whatever it stands', () => {
    const code = around(
      'let o = { documentStore: { documentStore: null } }; (o || 0).documentStore.documentStore = 1; o?.documentStore; delete o.documentStore?.documentStore; return [o, o.documentStore.documentStore?.documentStore, o . documentStore];',
    );
    const made = withNamesForRepeated(code);
    expect(made.match(/documentStore/g)).toHaveLength(1);
    expect(result(made)).toEqual(result(code));
  });

  test('and made and taken apart by it, with a value of its own name, a value in its place, a function or the rest', () => {
    const code = around(
      'let fingerprint = 1, other = { fingerprint }; function f({ fingerprint = 5, ...rest }) { return [fingerprint, rest]; } let g = ({ fingerprint: { fingerprint: [a] = [7] } }) => a; return [other, f({ rows: 2 }), f({ fingerprint: 3 }), g({ fingerprint: {} }), { fingerprint() { return 4; } }.fingerprint(), { get fingerprint() { return 6; } }.fingerprint];',
    );
    const made = withNamesForRepeated(code);
    expect(made.match(/"fingerprint"/g)).toHaveLength(1);
    expect(made).toMatch(/\{ \[\$\d\]: fingerprint \}/);
    expect(result(made)).toEqual(result(code));
  });

  test('what stands for the prototype in an object stays', () => {
    const code = around(
      'let a = () => ({ __proto__: null }); return [a(), a(), { __proto__: null }, { __proto__: null }];',
    );
    expect(withNamesForRepeated(code)).toContain('({ __proto__:');
    expect((result(withNamesForRepeated(code)) as object[]).map((one) => Object.getPrototypeOf(one))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  test('null and undefined are shorter by a name; what is only called like it is done each time', () => {
    const code = around(
      'let n = 0, f = () => ++n; void f(); void f(); void f(); return [n, null, null, null, null, null, void 0, void 0, void 0];',
    );
    const made = withNamesForRepeated(code);
    expect(made.match(/null/g)).toHaveLength(1);
    expect(made.match(/void 0/g)).toHaveLength(1);
    expect(result(made)).toEqual(result(code));
  });

  test.each([
    ['a text that is written once', 'return "written once";'],
    ['a text that is too short to gain', 'return ["ab", "ab"];'],
    ['a directive', 'function f() { "use asm"; } function g() { "use asm"; } function h() { "use asm"; } return 1;'],
    ['a function of a value', 'let of = { keys: () => 1 }; return of.keys() + of.keys() + of.keys() + of.keys();'],
    ['a function that is found by name', 'let k = "abs"; return Math[k](1) + Math[k](2) + Math[k](3) + Math[k](4);'],
  ])('%s stays', (_, body) => {
    expect(withNamesForRepeated(around(body))).toBe(around(body));
  });
});
