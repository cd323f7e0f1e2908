import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * Every state of every screen over fixtures: what tests/e2e/states.test.ts holds to the rules and to its pictures. To look at
 * one: `npx vite --config tests/unit/renderer/gallery/vite.config.ts`, then `?scene=NAME`.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [react()],
  server: { port: 5199, fs: { allow: [fileURLToPath(new URL('../../../..', import.meta.url))] } },
  build: { chunkSizeWarningLimit: 3000 },
});
