// What may not leave the build: code that Apps Script would refuse, or that would show names which are not for anyone to call. Mends nothing.
import { type Comment, type Node, type Program, parse } from 'acorn';
import { isFormulaName } from './entry-functions';

interface Parsed {
  program: Program;
  comments: Comment[];
}

/** ES2020, as a script: the newest syntax that is known to pass the parser that takes a push. */
export function parseCode(code: string): Parsed {
  const comments: Comment[] = [];
  try {
    return { program: parse(code, { ecmaVersion: 2020, sourceType: 'script', onComment: comments }), comments };
  } catch (error) {
    throw new Error(`The code has syntax that Apps Script's parser refuses: ${(error as Error).message}`);
  }
}

export function childrenOf(node: Node): Node[] {
  return Object.values(node)
    .flat()
    .filter((child): child is Node => child !== null && typeof child === 'object' && typeof child.type === 'string');
}

/** Calls `visit` with every node of the tree. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const child of childrenOf(node)) walk(child, visit);
}

/** Where a block's statements begin, behind `"use strict"`, which counts only as the first. */
export function topOf(block: Node): number {
  const { body } = block as Node & { body: (Node & { directive?: string })[] };
  return body.filter((statement) => statement.directive !== undefined).at(-1)?.end ?? block.start + 1;
}

export function topLevelNames(program: Program): string[] {
  const names: string[] = [];
  for (const statement of program.body) {
    if (statement.type === 'FunctionDeclaration') names.push(statement.id.name);
    else if (statement.type === 'VariableDeclaration') {
      for (const { id } of statement.declarations) names.push(id.type === 'Identifier' ? id.name : `a ${id.type}`);
    } else if (!(statement.type === 'ExpressionStatement' && statement.directive === 'use strict'))
      names.push(`a ${statement.type}`);
  }
  return names;
}

/** A formula without `@customfunction` directly above it works, but Sheets never offers it while people type. */
function formulaWithoutComment({ program, comments }: Parsed, code: string): string | null {
  for (const statement of program.body) {
    if (statement.type !== 'FunctionDeclaration' || !isFormulaName(statement.id.name)) continue;
    const above = comments.find(
      (comment) => code.slice(comment.end, statement.start).trim() === '' && comment.end <= statement.start,
    );
    if (above?.type !== 'Block' || !above.value.startsWith('*') || !above.value.includes('@customfunction'))
      return statement.id.name;
  }
  return null;
}

/** Throws with one line where the code may not ship. `names` is the exact list of top-level names. */
export function gateCode(code: string, names: string[]): void {
  const parsed = parseCode(code);
  const found = topLevelNames(parsed.program);
  const extra = found.filter((name) => !names.includes(name));
  const lacking = names.filter((name) => !found.includes(name));
  if (extra.length > 0) throw new Error(`The code shows top-level names that it should not: ${extra.join(', ')}.`);
  if (lacking.length > 0) throw new Error(`The code lacks top-level names that it should have: ${lacking.join(', ')}.`);
  if (new Set(found).size !== found.length) throw new Error('A top-level name of the code is declared twice.');
  walk(parsed.program, (node) => {
    // Unreachable with ES2020's grammar; kept because this very thing has failed pushes (google/clasp#935).
    if ((node.type as string) === 'PropertyDefinition')
      throw new Error('The code has a class field: a push would be refused.');
  });
  const formula = formulaWithoutComment(parsed, code);
  if (formula) throw new Error(`The formula ${formula} has no @customfunction comment directly above it.`);
}
