import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Every state of every screen over fixtures, to look at: `npx vite --config tests/unit/renderer/gallery/vite.config.ts`. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [react()],
  server: { port: 5199, fs: { allow: [fileURLToPath(new URL('../../../..', import.meta.url))] } },
  build: { outDir: '/tmp/backline-gallery', emptyOutDir: true },
});
