// `node build.mjs`: makes dist/, the folder that clasp pushes; `--without-self-check` leaves SelfCheck.js out, for what is published. The steps are in workbench/build/; this only runs them and prints one line.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

const root = dirname(fileURLToPath(import.meta.url));
const unregister = register();
const { build, describeSizes } = await import('./workbench/build/ship.ts');
await unregister();

try {
  const startedMs = Date.now();
  const shipped = build(root, !process.argv.includes('--without-self-check'));
  console.log(`dist: ${describeSizes(shipped)} (${((Date.now() - startedMs) / 1000).toFixed(1)} s)`);
} catch (error) {
  console.error(`Nothing was built. ${error.message}`);
  process.exitCode = 1;
}
