import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { ROOT } from '../setup/paths.mjs';
import { join } from 'node:path';

/** The page of the window. Everything it needs is in the bundle: it may load from app:// only. */
export default defineConfig({
  configFile: false,
  root: join(ROOT, 'renderer'),
  base: './',
  plugins: [react()],
  logLevel: 'warn',
  build: {
    target: 'chrome130',
    // Inlined assets would be data: addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: true,
    chunkSizeWarningLimit: 4000,
  },
});
