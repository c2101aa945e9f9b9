// Makes sure that what the lockfile names is installed, before anything else runs. Has no dependency itself, and does nothing (in well
// under 100 ms) where all is in place. Not a package manager: the work is npm's.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const MIN_NODE_MAJOR = 20;

/** What is wrong with this Node, as a line for people; null where it will do. */
export function nodeComplaint(version) {
  const major = Number(version.replace(/^v/, '').split('.')[0]);
  if (major >= MIN_NODE_MAJOR) return null;
  return `Backfill needs Node ${MIN_NODE_MAJOR} or newer; this is Node ${version}. Get one at https://nodejs.org`;
}

/** The packages that the lockfile wants and the installed tree lacks, or has in another version. */
export function missingPackages(wanted, installed) {
  if (!installed) return ['node_modules'];
  const missing = [];
  for (const [path, entry] of Object.entries(wanted.packages ?? {})) {
    if (path === '' || entry.link) continue;
    const have = installed.packages?.[path];
    // Optional packages are those for other operating systems: npm leaves them out.
    if (have ? have.version !== entry.version : !entry.optional) missing.push(path.replace(/^node_modules\//, ''));
  }
  return missing;
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

function installMissing(root) {
  const complaint = nodeComplaint(process.version);
  if (complaint) {
    console.error(complaint);
    return 1;
  }
  const wanted = readJson(join(root, 'package-lock.json'));
  if (!wanted) {
    console.error(`There is no readable package-lock.json in ${root}: is this a whole checkout?`);
    return 1;
  }
  const missing = missingPackages(wanted, readJson(join(root, 'node_modules', '.package-lock.json')));
  if (missing.length === 0) return 0;
  console.error(`Installing what is missing (${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ', …' : ''}) …`);
  // Standard output belongs to the command that follows, so npm talks on standard error.
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const run = spawnSync(npm, ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (run.status === 0) return 0;
  console.error('npm ci did not succeed; see above. Without it nothing here can run.');
  return 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = installMissing(dirname(dirname(fileURLToPath(import.meta.url))));
}
