import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // The page is served from app://, so nothing may be addressed from the root of a host.
  base: './',
  plugins: [react()],
  build: {
    // Loaded from the disk, once, by a window that needs all of it.
    chunkSizeWarningLimit: 2000,
    outDir: fileURLToPath(new URL('../out/renderer', import.meta.url)),
    emptyOutDir: true,
    target: 'chrome120',
    // The CSP allows no data: or inline code; small assets stay files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
