// The Google methods that sources call, by the interface that declares them: `Range.getValues`, `UrlFetchApp.fetch` … By types; nothing runs.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export function sourceFiles(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts')).map((name) => join(folder, name));
}

export function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}

export function googleCalls(root: string, folders: string[]): string[] {
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config;
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const files = folders.flatMap((folder) => sourceFiles(join(root, folder)));
  const program = ts.createProgram(files, options);
  const checker = program.getTypeChecker();
  const names = new Set<string>();
  for (const file of files) {
    const source = program.getSourceFile(file);
    if (!source) continue;
    visit(source, (node) => {
      if (!ts.isCallExpression(node)) return;
      const declaration = checker.getResolvedSignature(node)?.declaration;
      if (!declaration?.getSourceFile().fileName.includes('@types/google-apps-script')) return;
      const owner = declaration.parent;
      if (!ts.isInterfaceDeclaration(owner) || !('name' in declaration) || !declaration.name) return;
      names.add(`${owner.name.text}.${(declaration.name as ts.Identifier).text}`);
    });
  }
  return [...names].sort();
}
