// The import rule of src/, as data and as a pure check of one file. layers.test.ts applies it; here is what it says.
import { posix } from 'node:path';
import ts from 'typescript';

export type Layer =
  | 'entry'
  | 'surface'
  | 'wizard'
  | 'formula'
  | 'schedule'
  | 'job'
  | 'engine'
  | 'recipe'
  | 'providers'
  | 'sheet'
  | 'archive'
  | 'ports'
  | 'text'
  | 'apps-script'
  | 'self-check';

/** Which layers a file of each layer may import. `operation` is the providers' port: shapes only, so the engine may know it. */
const MAY_IMPORT: Record<Layer, (Layer | 'operation')[]> = {
  entry: ['surface', 'formula', 'schedule', 'job', 'engine', 'apps-script'],
  surface: [
    'surface',
    'wizard',
    'formula',
    'schedule',
    'job',
    'engine',
    'recipe',
    'providers',
    'sheet',
    'archive',
    'ports',
    'apps-script',
  ],
  wizard: ['wizard', 'schedule', 'job', 'engine', 'recipe', 'providers', 'sheet', 'archive', 'ports'],
  schedule: ['schedule', 'job', 'engine', 'recipe', 'operation', 'sheet', 'ports'],
  formula: ['formula', 'job', 'recipe', 'sheet', 'archive', 'ports'],
  job: ['job', 'engine', 'recipe', 'providers', 'sheet', 'archive', 'ports'],
  engine: ['engine', 'operation', 'ports'],
  recipe: ['recipe', 'providers', 'sheet', 'engine'],
  providers: ['providers', 'sheet'],
  sheet: ['sheet'],
  archive: ['archive', 'operation', 'engine', 'sheet', 'ports'],
  ports: ['ports'],
  text: ['text'],
  'apps-script': ['apps-script', 'ports', 'sheet'],
  // A file of its own at Google, with an entry of its own: it asks the services themselves, and shares nothing with the add-on.
  'self-check': ['self-check'],
};

/** These two talk to Google by name; the self-check so that no port of ours stands between it and what it asks. */
const NAMES_GOOGLE: Layer[] = ['apps-script', 'self-check'];

const ANSWER_THE_SIDEBAR: Layer[] = ['wizard', 'formula', 'schedule'];

/** These are computed from their arguments alone: no port, no clock, no chance. */
const PURE: Layer[] = ['providers', 'sheet', 'recipe', 'text'];

const GOOGLE_GLOBALS = new Set(
  (
    'SpreadsheetApp PropertiesService CacheService LockService UrlFetchApp ScriptApp Utilities Session HtmlService Logger ' +
    'DriveApp MailApp GmailApp GoogleAppsScript google Browser'
  ).split(' '),
);

/** The layer of a file below src/, or null where the layout has no place for it. */
export function layerOf(path: string): Layer | null {
  if (path === 'entry.ts') return 'entry';
  if (!path.includes('/')) return 'surface';
  const [top, second] = path.split('/');
  if (top === 'platform') return second === 'apps-script' ? 'apps-script' : 'ports';
  const folders: Layer[] = [
    'wizard',
    'formula',
    'schedule',
    'job',
    'engine',
    'recipe',
    'providers',
    'sheet',
    'archive',
  ];
  return [...folders, 'text', 'self-check'].includes(top!) ? (top as Layer) : null;
}

function namesOf(source: ts.SourceFile): { names: Set<string>; impure: string[] } {
  const names = new Set<string>();
  const impure: string[] = [];
  const visit = (node: ts.Node): void => {
    const isProperty =
      (ts.isPropertyAccessExpression(node.parent ?? node) &&
        (node.parent as ts.PropertyAccessExpression).name === node) ||
      (ts.isPropertyAssignment(node.parent ?? node) && (node.parent as ts.PropertyAssignment).name === node);
    if (ts.isIdentifier(node) && !isProperty) names.add(node.text);
    if (ts.isPropertyAccessExpression(node) && /^(Date\.now|Math\.random)$/.test(node.getText(source)))
      impure.push(node.getText(source));
    if (ts.isNewExpression(node) && node.expression.getText(source) === 'Date' && !node.arguments?.length)
      impure.push('new Date()');
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { names, impure };
}

export function importsOf(source: ts.SourceFile): { specifier: string; typeOnly: boolean }[] {
  const found: { specifier: string; typeOnly: boolean }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      found.push({ specifier: node.moduleSpecifier.text, typeOnly: node.importClause?.isTypeOnly ?? false });
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      found.push({ specifier: node.moduleSpecifier.text, typeOnly: node.isTypeOnly });
    } else if (
      ts.isImportTypeNode(node) &&
      ts.isLiteralTypeNode(node.argument) &&
      ts.isStringLiteral(node.argument.literal)
    ) {
      found.push({ specifier: node.argument.literal.text, typeOnly: true });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Files that import each other's values, in a circle: each as the way round. Shapes carry nothing and may. `texts`: path → source. */
export function circles(texts: Map<string, string>): string[] {
  const taken = new Map<string, string[]>();
  for (const [path, text] of texts) {
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2020, true);
    const targets = importsOf(source).flatMap(({ specifier, typeOnly }) => {
      if (typeOnly || !specifier.startsWith('.')) return [];
      const target = posix.join(posix.dirname(path), specifier);
      return ['.ts', '.tsx'].map((ending) => target + ending).filter((file) => texts.has(file));
    });
    taken.set(path, targets);
  }
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, way: string[]): void => {
    const at = way.indexOf(path);
    if (at >= 0) found.push([...way.slice(at), path].join(' → '));
    if (at >= 0 || done.has(path)) return;
    for (const next of taken.get(path) ?? []) walk(next, [...way, path]);
    done.add(path);
  };
  for (const path of texts.keys()) walk(path, []);
  return found;
}

/** What a file does against the rule, a line each. `path` is below src/, with forward slashes. */
export function breaches(path: string, text: string): string[] {
  const layer = layerOf(path);
  if (!layer) return [`${path}: the layout in the design has no such folder`];
  const found: string[] = [];
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2020, true);
  for (const { specifier, typeOnly } of importsOf(source)) {
    if (!specifier.startsWith('.')) continue;
    const target = posix.normalize(posix.join(posix.dirname(path), specifier));
    if (target.startsWith('..')) {
      found.push(`${path}: imports ${specifier}, which is outside src`);
      continue;
    }
    const imported = layerOf(`${target}.ts`);
    const allowed = MAY_IMPORT[layer];
    // Shapes carry nothing: a pure file may name a port's types, and never its values.
    const asShape = typeOnly && imported === 'ports' && PURE.includes(layer);
    // Words and bytes: the language's own missing parts, open to everyone.
    const asText = imported === 'text';
    // Who answers the sidebar names the shape of the answer.
    const asAnswer = typeOnly && target === 'sidebar-calls' && ANSWER_THE_SIDEBAR.includes(layer);
    const asPort = target === 'providers/operation' && allowed.includes('operation');
    if (!asShape && !asText && !asAnswer && !asPort && (imported === null || !allowed.includes(imported))) {
      found.push(`${path}: ${layer} may not import ${target}`);
    }
  }
  const { names, impure } = namesOf(source);
  if (!NAMES_GOOGLE.includes(layer)) {
    for (const name of names)
      if (GOOGLE_GLOBALS.has(name))
        found.push(`${path}: names ${name}, which only platform/apps-script and self-check may`);
  }
  if (PURE.includes(layer)) for (const name of impure) found.push(`${path}: ${layer} is pure, but this uses ${name}`);
  return found;
}
