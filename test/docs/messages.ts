// The messages of the source: every text of three words or more that a person may be shown, with `…` for what differs. For troubleshooting.test.ts.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export type Message = { text: string; at: string };

const LEAST_WORDS = 3;

/** Holes of a template, and what stands in braces where a provider says nothing, as `…`; runs of space as one. */
function normalized(text: string): string {
  return text
    .replace(/\{(?:}|[a-z][^{}"]*})/g, '…')
    .replace(/\s+/g, ' ')
    .trim();
}

function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
}

/** Names of types, modules and markup are no messages. */
function isShown({ parent }: ts.Node): boolean {
  return !ts.isLiteralTypeNode(parent) && !ts.isImportDeclaration(parent) && !ts.isJsxAttribute(parent);
}

export function messagesIn(path: string): Message[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ESNext, true);
  const found: Message[] = [];
  const visit = (node: ts.Node): void => {
    const text = textOf(node);
    if (text !== null && isShown(node) && text.trim().split(/\s+/).length >= LEAST_WORDS) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push({ text: normalized(text), at: `${path}:${line + 1}` });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

export function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name))
    .sort();
}

/** The members of a union of texts, as `type Name = 'a' | 'b'` has them, also within an object type. */
export function unionIn(path: string, name: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ESNext, true);
  const declared = source.statements.find((one) => ts.isTypeAliasDeclaration(one) && one.name.text === name);
  const members: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) members.push(node.literal.text);
    ts.forEachChild(node, visit);
  };
  if (declared) visit(declared);
  return members;
}
