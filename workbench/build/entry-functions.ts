// Lists what the entry exports, with the parameters and the JSDoc that Google's editors show. Reads types only: it bundles nothing.
import ts from 'typescript';

export interface EntryFunction {
  name: string;
  parameters: { name: string; rest: boolean }[];
  /** The whole comment block, or '' where there is none. */
  jsdoc: string;
}

const FORMULA_NAME = /^[A-Z][A-Z0-9_]*$/;

/** Custom functions are named in capitals; Sheets offers one only where its comment says `@customfunction`. */
export function isFormulaName(name: string): boolean {
  return FORMULA_NAME.test(name);
}

type WithParameters = ts.FunctionDeclaration | ts.ArrowFunction | ts.FunctionExpression;

/** The declaration with a body: an overload's first signature would silently drop the parameters of the others. */
function callableOf(symbol: ts.Symbol): { callable: WithParameters; commented: ts.Node } | null {
  for (const declaration of symbol.declarations ?? []) {
    if (ts.isFunctionDeclaration(declaration) && declaration.body)
      return { callable: declaration, commented: declaration };
    if (!ts.isVariableDeclaration(declaration) || !declaration.initializer) continue;
    const value = declaration.initializer;
    if (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) {
      return { callable: value, commented: declaration.parent.parent };
    }
  }
  return null;
}

function jsdocOf(node: ts.Node): string {
  const last = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).pop();
  if (!last) return '';
  const lines = last.getFullText().trim().split(/\r?\n/);
  return lines.map((line, i) => (i === 0 ? line.trim() : ` ${line.trim()}`.trimEnd())).join('\n');
}

/** Of an overloaded function people comment a signature, not the body. */
function jsdocOfAny(nodes: ts.Node[]): string {
  return nodes.map(jsdocOf).find((text) => text !== '') ?? '';
}

function parametersOf(callable: WithParameters): EntryFunction['parameters'] {
  return callable.parameters.map((parameter, i) => ({
    name: ts.isIdentifier(parameter.name) ? parameter.name.text : `arg${i}`,
    rest: parameter.dotDotDotToken !== undefined,
  }));
}

function readExport(exported: ts.Symbol, checker: ts.TypeChecker): EntryFunction | null {
  const name = exported.getName();
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  if (!(symbol.flags & ts.SymbolFlags.Value)) return null;
  if (name === 'default') throw new Error('The entry must not have a default export: Google calls functions by name.');
  if (name.endsWith('_')) throw new Error(`The entry exports ${name}: names ending in _ are private at Google.`);
  const found = callableOf(symbol);
  if (!found)
    throw new Error(`The entry exports ${name}, which is not a function: only functions can be called by Google.`);
  const jsdoc = jsdocOfAny([found.commented, ...(symbol.declarations ?? [])]);
  if (isFormulaName(name) && !jsdoc.includes('@customfunction')) {
    throw new Error(`The formula ${name} has no @customfunction in its comment: Sheets would not offer it.`);
  }
  return { name, parameters: parametersOf(found.callable), jsdoc };
}

/** Every function that the entry exports, in the order of its exports. Throws where an export cannot become a function at Google. */
export function readEntryFunctions(entryPath: string, tsconfigPath: string): EntryFunction[] {
  const config = ts.readConfigFile(tsconfigPath, ts.sys.readFile);
  if (config.error) throw new Error(ts.flattenDiagnosticMessageText(config.error.messageText, '\n'));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, ts.sys.getCurrentDirectory());
  // No ambient types: names and comments need none, and Google's take half of the build's time.
  const program = ts.createProgram([entryPath], { ...options, noEmit: true, types: [] });
  const source = program.getSourceFile(entryPath);
  if (!source) throw new Error(`There is no entry at ${entryPath}.`);
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${entryPath} exports nothing.`);
  return checker
    .getExportsOfModule(module)
    .map((exported) => readExport(exported, checker))
    .filter((found) => found !== null);
}
