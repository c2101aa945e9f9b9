// The command `npm run release -- patch`: the edge of release.ts. Its programs are git, npm and this build.
import { spawnSync } from 'node:child_process';
import { build } from '../build/ship';
import { ROOT } from '../runner/built-add-on';
import { Refusal, release } from './release';

try {
  release(
    {
      root: ROOT,
      run: (command, args) => {
        const { status, stdout, stderr } = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8' });
        return { status: status ?? 1, output: `${stdout ?? ''}${stderr ?? ''}` };
      },
      test: () => spawnSync('npm', ['test'], { cwd: ROOT, stdio: 'inherit' }).status === 0,
      build: () => void build(ROOT),
      date: new Date().toISOString().slice(0, 10),
      say: (line) => console.log(line),
    },
    process.argv[2] ?? '',
  );
} catch (error) {
  const known = error instanceof Refusal;
  console.error(known ? error.message : `No release was made. ${(error as Error).message}`);
  process.exitCode = 1;
}
