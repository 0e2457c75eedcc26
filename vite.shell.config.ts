import { join } from 'node:path';
import { defineConfig } from 'vite';

const shell = join(import.meta.dirname, 'main/shell');

/** The Electron side: a module for its main process and one for the sandboxed preload, which must be CommonJS. */
export default defineConfig({
  ssr: { noExternal: true, external: ['electron'] },
  build: {
    ssr: true,
    outDir: join(import.meta.dirname, 'dist/shell'),
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rolldownOptions: {
      input: { main: join(shell, 'main.ts') },
      output: { format: 'es', entryFileNames: '[name].mjs' },
    },
  },
});
