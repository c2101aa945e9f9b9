// The long sweeps of `npm run test:deep`; what they found is printed as one table at the end.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.deep.test.ts'],
    globalSetup: 'test/deep-table.ts',
    testTimeout: 3_600_000,
    expect: { poll: { timeout: 120_000 } },
    maxWorkers: 2,
  },
});
