import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig, mergeConfig } from 'vite';
import { proofSheets } from './proof-sheets.ts';

/** The gallery: a page of its own that draws every screen from recorded views, without a zone. Never shipped. */
const galleryConfig: InlineConfig = {
  configFile: false,
  logLevel: 'warn',
  root: join(import.meta.dirname, 'gallery'),
  plugins: [react()],
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'chrome130',
    emptyOutDir: true,
    chunkSizeWarningLimit: 3_000,
  },
};

/**
 * Which React is in it: the one that ships, or the one that says on the console what is wrong with how a screen is made, and
 * is slower for it. The variable is what Vite and React tell them by, and a test runner sets it too.
 */
export type Built = 'production' | 'development';

/** Builds the gallery into a folder. One after the other: what tells the two apart is the process's own. */
export async function buildGallery(folder: string, as: Built = 'production'): Promise<void> {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = as;
  try {
    await build(
      mergeConfig(galleryConfig, {
        build: { outDir: folder },
        // What is drawn by processes that no page can have: the sheets of a proof.
        define: { PROOF_SHEETS: JSON.stringify(proofSheets()) },
      }),
    );
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}
