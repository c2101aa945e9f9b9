// The tests of `npm test`. The longer sweeps are in vitest.deep.config.ts.
import { defineConfig } from 'vitest/config';

// Vitest leaves one core free by default; on a machine with two that doubles the time.
const WORKERS = 2;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/**/*.deep.test.ts'],
    testTimeout: 60_000,
    // As patient as the browser tests are (PATIENCE_MS in test/browser/browser.ts): what is polled for comes, however busy the machine is.
    expect: { poll: { timeout: 120_000 } },
    maxWorkers: WORKERS,
  },
});
