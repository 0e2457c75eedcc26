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

export const buildGallery = (folder: string): Promise<unknown> =>
  build(
    mergeConfig(galleryConfig, {
      build: { outDir: folder },
      // What is drawn by processes that no page can have: the sheets of a proof.
      define: { PROOF_SHEETS: JSON.stringify(proofSheets()) },
    }),
  );
