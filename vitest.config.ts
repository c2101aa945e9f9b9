// The tests of `npm test`. The longer sweeps are in vitest.deep.config.ts.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/**/*.test.ts'], exclude: ['test/**/*.deep.test.ts'], testTimeout: 60_000 },
});
