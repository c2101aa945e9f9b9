// Makes sidebar.html: page, style and script in one file, without anything that HtmlService or an HTML parser would misread. Writes no file.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'acorn';
import { buildSync, transformSync } from 'esbuild';
import { minify_sync } from 'terser';
import { walk } from './gate';
import { withNamesForRepeated } from './names-for-repeated';
import { withoutTemplates } from './template-literals';

const STYLE_MARK = '/*STYLE*/';
const SCRIPT_MARK = '/*SCRIPT*/';

/**
 * Names of properties that stay inside of the script, so that esbuild may shorten them (a thirtieth of the whole): Preact's private ones,
 * and these of the panel. None may be a name in what the add-on tells or is told, or one of the browser's; a test holds the first.
 */
export const INNER_NAMES = new RegExp(
  `^(__\\w+|is[A-Z]\\w*|on(Press|Pick|Make|Tried|Open|Put)|${[
    'opened draft described update patch beat place expanded remedy misses hint',
    'otherwise newAt inOrder readsRows freeInputs keyIsCalled keyPlace',
  ]
    .join(' ')
    .replace(/ /g, '|')})$`,
);
const BROWSERS_NAMES = /^(isArray|isInteger|isConnected|__html)$/;

// JSX becomes h(tag, props, …children), which is a tenth shorter over all than the automatic runtime's children in props.
function bundleScript(folder: string, entryName: string): string {
  const result = buildSync({
    entryPoints: [join(folder, entryName)],
    inject: [join(folder, 'jsx.ts')],
    tsconfigRaw: { compilerOptions: { jsx: 'react', jsxFactory: 'h', jsxFragmentFactory: 'Fragment' } },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2020',
    platform: 'browser',
    minifySyntax: true,
    mangleProps: INNER_NAMES,
    reserveProps: BROWSERS_NAMES,
    charset: 'ascii',
    legalComments: 'none',
    logLevel: 'silent',
  });
  return result.outputFiles[0]!.text;
}

/** A tenth shorter than esbuild leaves it: what is written again and again gets a name first. */
function shortened(script: string): string {
  const named = withNamesForRepeated(script);
  const format = { ascii_only: true };
  return minify_sync(named, { ecma: 2020, compress: { passes: 3, unsafe_arrows: true, pure_getters: true }, format })
    .code!;
}

/** `<!--` in a string can swallow the closing script tag, and `<?` starts a scriptlet in a template. esbuild itself escapes `</script`. */
export function escapeForHtml(script: string): string {
  return script.split('<!--').join('\\x3C!--').split('<?').join('\\x3C?');
}

export function gateScript(script: string): void {
  if (/<!--|<\?|<\/script/i.test(script))
    throw new Error('The sidebar script holds <!--, <? or </script: it would not survive in a page.');
  walk(parse(script, { ecmaVersion: 2020, sourceType: 'script' }), (node) => {
    if (node.type === 'TemplateLiteral')
      throw new Error('The sidebar script has a template literal: HtmlService may cut it.');
  });
}

export function gatePage(page: string): void {
  if (page.includes('<?')) throw new Error('sidebar.html holds <?: HtmlService would take it for a scriptlet.');
  const outside = page
    .replace(/\b(?:href|src)="(?:#|data:)[^"]*"/g, '')
    .match(/\b(?:src|href)="([^"]+)"|url\(\s*['"]?https?:/);
  if (outside && !/^href="https:\/\//.test(outside[0]))
    throw new Error(`sidebar.html loads something from outside: ${outside[0]}`);
}

/** Puts a text where the mark stands; not by `replace` with a string, because `$&` occurs in minified code. */
function fill(page: string, mark: string, text: string): string {
  const parts = page.split(mark);
  if (parts.length !== 2) throw new Error(`sidebar/page.html must hold ${mark} exactly once.`);
  return parts.join(text);
}

/** Custom properties by short names: they stand in this page alone. */
function shortNamed(style: string): string {
  const names = [...new Set(style.match(/--[a-z-]+/g))];
  return style.replace(/--[a-z-]+(: )?/g, (found) => {
    const [name, isSet] = found.split(':') as [string, string | undefined];
    return `--${names.indexOf(name).toString(36)}${isSet === undefined ? '' : ':'}`;
  });
}

export function makeSidebarPage(folder: string, entryName: string): string {
  const script = escapeForHtml(shortened(withoutTemplates(bundleScript(folder, entryName))));
  gateScript(script);
  const css = readFileSync(join(folder, 'style.css'), 'utf8');
  const style = transformSync(css, { loader: 'css', minify: true, charset: 'ascii' })
    .code.split('</style')
    .join('<\\/style');
  const page = fill(readFileSync(join(folder, 'page.html'), 'utf8'), STYLE_MARK, shortNamed(style.trim()));
  const whole = fill(page, SCRIPT_MARK, script.trim());
  gatePage(whole);
  return whole;
}
