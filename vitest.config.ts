import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/*/src/**/*.test.ts", "test/src/**/*.test.ts"],
    globalSetup: ["test/src/support/temporary-root.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
