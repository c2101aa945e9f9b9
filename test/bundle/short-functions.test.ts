// Which functions of a bundle become arrow functions, and that they give what they gave. Why only short ones do stands in the build's file.
import { describe, expect, test } from 'vitest';
import { withShortFunctions } from '../../workbench/build/short-functions';

const around = (body: string) => `"use strict";var app=(()=>{"use strict";${body}})();`;
const result = (code: string): unknown => new Function(`${code}; return app;`)();

describe('a short function is written as an arrow function', () => {
  test.each([
    ['of one parameter', 'return a(2);function a(b){return b+1}', 'let a=b=>b+1;'],
    ['of none', 'return a();function a(){return 1}', 'let a=()=>1;'],
    ['with a default and a rest', 'return a(2);function a(b=1,...c){return[b,c]}', 'let a=(b=1,...c)=>[b,c];'],
    ['that takes an object apart', 'return a({b:3});function a({b}){return b}', 'let a=({b})=>b;'],
    ['that gives an object', 'return a(1);function a(b){return{b}}', 'let a=b=>({b});'],
    [
      'of several statements',
      'return a(1);function a(b){if(b)return 1;return 2}',
      'let a=b=>{if(b)return 1;return 2};',
    ],
    ['without a result', 'return a(1);function a(b){return}', 'let a=b=>{return};'],
    ['that does one thing after the other', 'let n=0;return a(1);function a(b){return n+=b,n}', 'let a=b=>(n+=b,n);'],
  ])('%s', (_, body, arrow) => {
    const made = withShortFunctions(around(body));
    expect(made).toContain(`"use strict";${arrow}`);
    expect(made).not.toContain('function');
    expect(result(made)).toEqual(result(around(body)));
  });

  test('where a function is called at all: what Terser has made a plain value of stays', () => {
    const code = '"use strict";var app={a:()=>1};';
    expect(withShortFunctions(code)).toBe(code);
  });

  test('and can be called before its line, by others of them too, while the bundle loads', () => {
    const code = around('let n=a(1);return[n,b(2)];function a(c){return b(c)+1}function b(c){return c>1?a(c-1):c}');
    const made = withShortFunctions(code);
    expect(made).not.toContain('function');
    expect(result(made)).toEqual(result(code));
  });

  test.each([
    ['one that is called with new', 'function a(b){return{b}}return new a(1)'],
    ['one that is extended', 'function a(b){return{b}}class c extends a{}return 1'],
    ['one that things are compared with', 'function a(b){return b}return{}instanceof a'],
    ['one with a prototype', 'function a(b){return b}a.prototype.c=1;return 1'],
    ['one that looks at this', 'function a(){return this}return 1'],
    ['one that looks at its arguments, also in an arrow function', 'function a(){return()=>arguments[0]}return a(1)()'],
    ['a generator', 'function*a(){return 1}return 1'],
    [
      'one in a function',
      `function a(b){if(b)return c(b);return"${'x'.repeat(500)}";function c(d){return d}}return a(1)`,
    ],
    ['a long one', `function a(b){return"${'x'.repeat(500)}"+b}return a(1)`],
  ])('%s stays', (_, body) => {
    expect(withShortFunctions(around(body))).toBe(around(body));
  });
});
