// What Sheets tells people while they type a custom function: the comments of the bundle, read by a parser of its own, printed and held to be whole.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isFormulaName } from '../../workbench/build/entry-functions';
import { parseCode } from '../../workbench/build/gate';

type Help = { name: string; parameters: string[]; comment: string };

const { program, comments } = parseCode(readFileSync('dist/Code.js', 'utf8'));

const HELP: Help[] = program.body.flatMap((node) => {
  if (node.type !== 'FunctionDeclaration' || !isFormulaName(node.id.name)) return [];
  const parameters = node.params.map((one) => (one.type === 'Identifier' ? one.name : '?'));
  // The nearest comment before it; none of an earlier statement, which would end after that one's start.
  const before = comments.filter((one) => one.end <= node.start && one.type === 'Block').at(-1);
  const earlier = program.body.filter((one) => one.end <= node.start).at(-1)?.end ?? 0;
  const comment = before && before.start >= earlier ? before.value : '';
  return [{ name: node.id.name, parameters, comment }];
});

/** The lines of a comment without its stars. */
const linesOf = (comment: string) =>
  comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*\s?/, '').trim())
    .filter((line) => line !== '');

/** What is missing in the help, in words. */
function lacking({ parameters, comment }: Pick<Help, 'parameters' | 'comment'>): string[] {
  const lines = linesOf(comment);
  const missing: string[] = [];
  if (!comment.startsWith('*')) missing.push('a JSDoc comment');
  if (!lines[0] || lines[0].startsWith('@')) missing.push('a description');
  const told = lines.flatMap((line) => /^@param \{[^}]+\} (\w+) \S.*$/.exec(line)?.[1] ?? []);
  if (told.join() !== parameters.join()) missing.push(`@param of ${parameters.join(', ')}; it has ${told.join(', ')}`);
  if (!lines.some((line) => /^@return \S/.test(line))) missing.push('@return');
  if (!lines.includes('@customfunction')) missing.push('@customfunction');
  return missing;
}

test('the seven custom functions are in the bundle, each with its help', () => {
  for (const { name, parameters, comment } of HELP)
    console.log(`=${name}(${parameters.join(', ')})\n  ${linesOf(comment).join('\n  ')}`);
  const names = ['BACKFILL', 'BACKFILL_STATUS', 'CREATOR', 'ENRICH', 'LEAD', 'VALIDATE_EMAIL', 'WATERFALL'];
  expect(HELP.map((one) => one.name).sort()).toEqual(names);
});

test.each(HELP)('$name has a description, every parameter, what it returns, and @customfunction', (help) => {
  expect(lacking(help)).toEqual([]);
});

test('the test above can fail: each part that is taken away is missed', () => {
  const { parameters, comment } = HELP.find((one) => one.name === 'BACKFILL')!;
  const without = (part: RegExp) => lacking({ parameters, comment: comment.replace(part, '') });
  expect(without(/ \* Shows.*\n/)).toEqual(['a description']);
  expect(without(/ \* @param .* inputs .*\n/)).toEqual([expect.stringContaining('@param of recipe, inputs, fields')]);
  expect(without(/ \* @return.*\n/)).toEqual(['@return']);
  expect(without(/ \* @customfunction\n/)).toEqual(['@customfunction']);
  expect(lacking({ parameters, comment: '' })).toHaveLength(5);
});
