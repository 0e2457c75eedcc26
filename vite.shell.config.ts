import { join } from 'node:path';
import { defineConfig } from 'vite';

const shell = join(import.meta.dirname, 'main/shell');

/**
 * The Electron side, built twice (`--mode main`, `--mode preload`): a module for the main process, and one file of
 * CommonJS for the sandboxed preload, which can load nothing else.
 */
export default defineConfig(({ mode }) => ({
  ssr: { noExternal: true, external: ['electron'] },
  build: {
    ssr: true,
    outDir: join(import.meta.dirname, 'dist/shell'),
    emptyOutDir: mode === 'main',
    // The oldest Electron that runs it (33) has Node 20.
    target: 'node20',
    minify: false,
    rolldownOptions: {
      input: join(shell, `${mode}.ts`),
      output:
        mode === 'main'
          ? { format: 'es', entryFileNames: 'main.mjs' }
          : { format: 'cjs', entryFileNames: 'preload.cjs' },
    },
  },
}));
