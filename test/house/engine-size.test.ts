import { join } from 'node:path';
import { build } from 'vite';
import { expect, it } from 'vitest';
import { root } from '../../tools/say.ts';

/** What the fingerprint engine does, without the decoders of image files and without drawn fingers. */
const engine = `
  export { extract } from '${join(root, 'core/fingerprint/extract/extract.ts')}';
  export { compare, compareWithPairs } from '${join(root, 'core/fingerprint/match/compare.ts')}';
  export { fuse } from '${join(root, 'core/fingerprint/fusion.ts')}';
  export { Gallery } from '${join(root, 'core/fingerprint/search/gallery.ts')}';
  export { search } from '${join(root, 'core/fingerprint/search/search.ts')}';
  export { decodeRecord, decodeTemplate, encodeRecord, encodeTemplate } from '${join(root, 'core/fingerprint/records/records.ts')}';
`;

it('the engine, minified and with its WebAssembly, is no larger than 200 kB', async () => {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      minify: true,
      target: 'es2022',
      rollupOptions: { input: 'engine', preserveEntrySignatures: 'strict' },
    },
    plugins: [
      {
        name: 'engine',
        resolveId: (id) => (id === 'engine' ? '\0engine' : null),
        load: (id) => (id === '\0engine' ? engine : null),
      },
    ],
  });
  const [bundle] = Array.isArray(built) ? built : [built];
  if (!bundle || !('output' in bundle)) throw new Error('vite built nothing');
  const [{ code }] = bundle.output;
  // Less than this would mean that something was left out.
  expect(code).toContain('AGFzb');
  expect(Buffer.byteLength(code)).toBeGreaterThan(30_000);
  expect(Buffer.byteLength(code)).toBeLessThanOrEqual(200_000);
});
