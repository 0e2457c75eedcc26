import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * The screens. Their zone serves them under a policy that allows files of its own only: nothing is inlined.
 * `--mode fixtures` builds the small pages of the tests in the same way.
 */
export default defineConfig(({ mode }) => {
  const fixtures = mode === 'fixtures';
  const root = join(import.meta.dirname, fixtures ? 'test/fixtures/screens' : 'renderer');
  // Every folder with an index.html is the page of one window.
  const pages = readdirSync(root).filter((name) => existsSync(join(root, name, 'index.html')));
  return {
    root,
    plugins: [react()],
    build: {
      outDir: join(import.meta.dirname, fixtures ? 'dist/fixtures' : 'dist/renderer'),
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // The oldest that the tests run: Electron 33.
      target: 'chrome130',
      rolldownOptions: { input: pages.map((name) => join(root, name, 'index.html')) },
    },
  };
});
