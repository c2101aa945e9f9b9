// Writes the short functions of a minified bundle as arrow functions: `function f(a){return b}` becomes `f=a=>b`. Longer ones stay, since V8
// skims a declared function when it compiles a script, but reads an arrow function whole: without a limit they save 1,000 bytes more and make
// each execution wait 2 ms longer.
import type {
  BinaryExpression,
  BlockStatement,
  CallExpression,
  Class,
  Function as FunctionNode,
  Identifier,
  MemberExpression,
  NewExpression,
  Node,
  Program,
  VariableDeclaration,
} from 'acorn';
import { childrenOf, parseCode, topOf, walk } from './gate';

const SHORT_BYTES = 200;
/** So many stand in one line. */
const A_LINE = 50;

type Short = FunctionNode & { id: Identifier; body: BlockStatement };

const nameOf = (node: Node | null | undefined) => (node as Identifier | null | undefined)?.name;

/** `this` and `arguments` mean something else in an arrow function, or nothing. */
function needsOwnThis(node: Node): boolean {
  return childrenOf(node).some((child) => {
    if (['ThisExpression', 'Super', 'MetaProperty'].includes(child.type) || nameOf(child) === 'arguments') return true;
    return child.type !== 'FunctionExpression' && needsOwnThis(child);
  });
}

/** Names that are called with `new`, extended, asked for a prototype or compared by `instanceof`: they may be constructors. */
function namesOfConstructors(program: Program): Set<string | undefined> {
  const names = new Set<string | undefined>();
  walk(program, (node) => {
    const { operator, right } = node as BinaryExpression;
    const { property, object } = node as MemberExpression;
    if (node.type === 'NewExpression') names.add(nameOf((node as NewExpression).callee));
    else if (node.type === 'MemberExpression' && nameOf(property) === 'prototype') names.add(nameOf(object));
    else if (node.type === 'BinaryExpression' && operator === 'instanceof') names.add(nameOf(right));
    else names.add(nameOf((node as Class).superClass));
  });
  return names;
}

function isShort(node: Node, constructors: Set<string | undefined>): node is Short {
  const { type, id, generator, async, start, end } = node as FunctionNode;
  if (type !== 'FunctionDeclaration' || generator || async || end - start > SHORT_BYTES || constructors.has(nameOf(id)))
    return false;
  return !needsOwnThis(node);
}

/** What stands behind the arrow. */
function bodyOf(code: string, body: BlockStatement): string {
  const textOf = ({ start, end }: Node) => code.slice(start, end);
  const [statement, ...others] = body.body;
  const result = statement?.type === 'ReturnStatement' && others.length === 0 ? statement.argument : null;
  if (!result) return textOf(body);
  // `{` would begin a block, and a comma end the function.
  return /^\{/.test(textOf(result)) || result.type === 'SequenceExpression' ? `(${textOf(result)})` : textOf(result);
}

function arrowOf(code: string, { id, params, body }: Short): string {
  const textOf = ({ start, end }: Node) => code.slice(start, end);
  const isAlone = params.length === 1 && params[0]!.type === 'Identifier';
  const list = params.map(textOf).join();
  return `${id.name}=${isAlone ? list : `(${list})`}=>${bodyOf(code, body)}`;
}

/** The functions of `code`, which is `var app=(()=>{…})()`, at the place that they were hoisted to. */
export function withShortFunctions(code: string): string {
  const { program } = parseCode(code);
  const bundle = program.body.find((one) => one.type === 'VariableDeclaration') as VariableDeclaration;
  const called = (bundle.declarations[0]!.init as CallExpression).callee as FunctionNode | undefined;
  // Terser makes plain values of what is small enough.
  if (called?.type !== 'ArrowFunctionExpression') return code;
  const { body } = called;
  const constructors = namesOfConstructors(program);
  const short = childrenOf(body).filter((one): one is Short => isShort(one, constructors));
  if (short.length === 0) return code;
  let at = topOf(body);
  let text = `${code.slice(0, at)}let ${short.map((one, i) => arrowOf(code, one) + (i % A_LINE === A_LINE - 1 ? '\n' : '')).join()};`;
  for (const { start, end } of short) {
    text += code.slice(at, start);
    at = end;
  }
  return text + code.slice(at);
}
