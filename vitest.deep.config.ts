// The long sweeps of `npm run test:deep`.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/**/*.deep.test.ts'], testTimeout: 3_600_000 },
});
