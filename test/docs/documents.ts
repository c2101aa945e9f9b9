// The documents of this repository as data: fenced blocks, links, pictures, headings, tables. For the tests in this folder; asserts nothing.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { lexer, type Token, type Tokens, walkTokens } from 'marked';

export type Fence = { path: string; info: string[]; text: string };

export type Document = {
  path: string;
  tokens: Token[];
  fences: Fence[];
  /** Addresses of links and pictures as they are written. */
  links: string[];
  pictures: string[];
  /** What a heading is called in an address, as GitHub makes it. */
  anchors: string[];
  /** Texts in backticks. */
  codes: string[];
};

const FOLDERS = ['docs', 'workbench', '.github'];

function documentPaths(): string[] {
  const below = FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  return [...readdirSync('.'), ...below]
    .filter((name) => name.endsWith('.md'))
    .map((name) => name.split(sep).join('/'))
    .sort();
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

/** Pictures are written as HTML where they need a width. */
function sourcesIn(html: string): string[] {
  return [...html.matchAll(/<img\b[^>]*\bsrc="([^"]*)"/g)].map((match) => match[1]!);
}

export function readDocument(path: string): Document {
  const tokens = lexer(readFileSync(path, 'utf8'));
  const document: Document = { path, tokens, fences: [], links: [], pictures: [], anchors: [], codes: [] };
  walkTokens(tokens, (token) => {
    if (token.type === 'code') {
      const { lang = '', text } = token as Tokens.Code;
      document.fences.push({ path, info: lang.split(/\s+/), text });
    }
    if (token.type === 'link') document.links.push((token as Tokens.Link).href);
    if (token.type === 'image') document.pictures.push((token as Tokens.Image).href);
    if (token.type === 'html') document.pictures.push(...sourcesIn(token.raw));
    if (token.type === 'heading') document.anchors.push(anchorOf((token as Tokens.Heading).text));
    if (token.type === 'codespan') document.codes.push((token as Tokens.Codespan).text);
  });
  return document;
}

export const DOCUMENTS = documentPaths().map(readDocument);

/** Where a relative address leads, from the top of the repository. */
export function targetOf(document: Document, address: string): { path: string; anchor: string } {
  const [file = '', anchor = ''] = address.split('#');
  const path = file === '' ? document.path : normalize(join(dirname(document.path), decodeURI(file)));
  return { path: path.split(sep).join('/'), anchor };
}
