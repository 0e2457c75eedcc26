import { join } from 'node:path';
import { build } from 'vite';

/** kernels-page.ts and all it needs as one script, which gives a global `page` wherever it runs. */
export async function pageScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'chrome130',
      lib: { entry: join(import.meta.dirname, 'kernels-page.ts'), formats: ['iife'], name: 'page' },
    },
  });
  const [bundle] = Array.isArray(built) ? built : [built];
  if (!bundle || !('output' in bundle)) throw new Error('vite built nothing');
  return bundle.output[0].code;
}
