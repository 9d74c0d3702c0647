import { lingui } from "@lingui/vite-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig(({ command }) => ({
  plugins: [
    react({ babel: { plugins: ["@lingui/babel-plugin-lingui-macro"] } }),
    lingui({ failOnMissing: command === "build", failOnCompileError: true }),
  ],
  clearScreen: false,
  server: { port: 5173, strictPort: true, host: "127.0.0.1" },
  // JavaScriptCore reads and keeps a text with anything beyond Latin-1 in it at two bytes a character.
  esbuild: { charset: "ascii" },
  build: {
    target: ["es2022", "safari16"],
    // The window loads only files of its own (`default-src 'none'`), so nothing is inlined as a data: URL.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // Read from the program itself: what is fetched costs nothing, only what is run.
    chunkSizeWarningLimit: 2000,
  },
  test: {
    environment: "happy-dom",
    setupFiles: ["src/test/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    restoreMocks: true,
    // axe-core reads every element of a screen, and a busy machine is no failure.
    testTimeout: 30_000,
    css: false,
  },
}));
