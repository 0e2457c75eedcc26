import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const renderer = join(import.meta.dirname, 'renderer');
/** Every folder of renderer/ with an index.html is the page of one window. */
const pages = readdirSync(renderer).filter((name) => existsSync(join(renderer, name, 'index.html')));

/** The screens. Their zone serves them under a policy that allows files of its own only: nothing is inlined. */
export default defineConfig({
  root: renderer,
  plugins: [react()],
  build: {
    outDir: join(import.meta.dirname, 'dist/renderer'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Chromium 130 is the oldest that the tests run.
    target: 'chrome130',
    rolldownOptions: { input: pages.map((name) => join(renderer, name, 'index.html')) },
  },
});
