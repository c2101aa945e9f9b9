// The tests that mutation testing runs: unit and contract tests, which need no built bundle.
import { defineConfig } from 'vitest/config';

const FOLDERS = ['archive', 'contract/operations', 'engine', 'job', 'providers', 'recipe', 'sheet', 'text'];

export default defineConfig({
  test: { include: FOLDERS.map((folder) => `test/${folder}/**/*.test.ts`), testTimeout: 60_000 },
});
