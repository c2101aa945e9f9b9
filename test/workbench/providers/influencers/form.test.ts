// Multipart bodies as different programs write them.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readForm } from '../../../../workbench/providers/influencers/form';

const TYPE = 'multipart/form-data; boundary=b1';
const field = (name: string, value: string) =>
  `--b1\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const parts = (body: string, type = TYPE) => {
  const form = readForm(body, type);
  if ('problem' in form) throw new Error(form.problem);
  return form.parts;
};

test('fields and files come out with names, types and content byte for byte', () => {
  const file =
    '--b1\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\nhandle\nzoë\n\r\n';
  expect(parts(`${field('mode', 'raw')}${file}--b1--\r\n`)).toEqual([
    { name: 'mode', filename: null, type: null, text: 'raw' },
    { name: 'file', filename: 'a.csv', type: 'text/csv', text: 'handle\nzoë\n' },
  ]);
});

test('a quoted boundary, a preamble, bare line feeds and an epilogue are fine', () => {
  const body = 'preamble\n--b 1\nContent-Disposition: form-data; name=a\n\nx\n--b 1--\nepilogue';
  expect(parts(body, 'Multipart/Form-Data; charset=utf-8; boundary="b 1"')).toMatchObject([{ name: 'a', text: 'x' }]);
});

test('empty values, lines that begin like a boundary and folded headers are fine', () => {
  const folded = '--b1\r\nContent-Disposition: form-data;\r\n name="c"\r\n\r\nz\r\n';
  expect(parts(`${field('a', '')}${field('b', '--b12\r\n--b1x')}${folded}--b1--`)).toMatchObject([
    { name: 'a', text: '' },
    { name: 'b', text: '--b12\r\n--b1x' },
    { name: 'c', text: 'z' },
  ]);
});

test('quotes in names come as %22 or escaped, file names in the extended form too', () => {
  const named = (disposition: string) => parts(`--b1\r\nContent-Disposition: ${disposition}\r\n\r\nx\r\n--b1--`)[0];
  expect(named('form-data; name="a%22b"')!.name).toBe('a"b');
  expect(named('form-data; name="a\\"b"')!.name).toBe('a"b');
  expect(named("form-data; name=f; filename*=UTF-8''zo%C3%AB.csv")!.filename).toBe('zoë.csv');
});

test('base64 is read, and what is no form field is left out', () => {
  const encoded =
    '--b1\r\nContent-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64\r\n\r\naGFuZGxl\r\n';
  const other = '--b1\r\nContent-Disposition: attachment; name="x"\r\n\r\nx\r\n--b1\r\nno headers\r\n';
  expect(parts(`${encoded}${other}--b1--`)).toMatchObject([{ name: 'a', text: 'handle' }]);
});

test('no boundary, or no end, is a problem', () => {
  expect(readForm('x', 'multipart/form-data')).toEqual({ problem: expect.stringContaining('Invalid boundary') });
  expect(readForm(field('a', 'x'), TYPE)).toEqual({ problem: expect.stringContaining('Unexpected end') });
});

test('what a form encoder writes is what is read, whatever the values', async () => {
  const name = fc.stringMatching(/^[a-z_]{1,12}$/);
  const value = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/\r\n?|\n/g, '\r\n'));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(name, value), { minLength: 1, maxLength: 5 }), async (fields) => {
      const form = new FormData();
      for (const [key, text] of fields) form.append(key, text);
      const sent = new Response(form);
      const read = parts(await sent.text(), sent.headers.get('content-type')!);
      expect(read.map((part) => [part.name, part.text])).toEqual(fields.map(([key, text]) => [key, text]));
    }),
    { numRuns: 100 },
  );
});
