// Takes template literals out of a script: HtmlService cuts one that holds `//` (enuchi/React-Google-Apps-Script#157). esbuild can do it too,
// by calls of `concat`, which are a sixtieth of the whole script longer than sums. Only texts and numbers stand in ours.
import { type Expression, type Node, parse, type TemplateLiteral } from 'acorn';
import { walk } from './gate';

/** Bind tighter than a sum. */
const TIGHT = ['Identifier', 'Literal', 'MemberExpression', 'CallExpression', 'TemplateLiteral'];

function asciiText(text: string): string {
  return JSON.stringify(text).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function outermost(script: string): TemplateLiteral[] {
  const found: TemplateLiteral[] = [];
  walk(parse(script, { ecmaVersion: 2020, sourceType: 'script' }), (node: Node) => {
    if (node.type === 'TaggedTemplateExpression') throw new Error('The sidebar script has a tagged template.');
    if (node.type === 'TemplateLiteral') found.push(node as TemplateLiteral);
  });
  return found.filter(
    (one) => !found.some((other) => other !== one && other.start < one.start && other.end >= one.end),
  );
}

function sum({ quasis, expressions }: TemplateLiteral, script: string): string {
  const parts: string[] = [];
  quasis.forEach((quasi, index) => {
    // A sum is one of texts only from its first text on.
    const isFirst = index === 0 && quasis[1]?.value.cooked === '';
    if (quasi.value.cooked !== '' || isFirst || quasis.length === 1) parts.push(asciiText(quasi.value.cooked ?? ''));
    const expression: Expression | undefined = expressions[index];
    if (!expression) return;
    const text = withoutTemplates(script.slice(expression.start, expression.end), true);
    parts.push(TIGHT.includes(expression.type) ? text : `(${text})`);
  });
  return `(${parts.join('+')})`;
}

/** @param isPart an expression: read in brackets, so that `{` begins an object */
export function withoutTemplates(script: string, isPart = false): string {
  const whole = isPart ? `(${script})` : script;
  let made = '';
  let from = 0;
  for (const literal of outermost(whole)) {
    made += whole.slice(from, literal.start) + sum(literal, whole);
    from = literal.end;
  }
  made += whole.slice(from);
  return isPart ? made.slice(1, -1) : made;
}
