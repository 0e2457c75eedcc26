import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build } from 'vite';

/**
 * Makes the page for telephones: one file that needs no network and can reach none.
 *
 *   node tools/verifier/web/build.ts OUT.html [--manifest manifest.json]
 *
 * --manifest: of the election, so that a voter needs no file beside the page; without it she is asked for the file.
 */
export async function pageHtml(manifest: string | null): Promise<string> {
  const here = (path: string): URL => new URL(path, import.meta.url);
  const text = (path: string): string => readFileSync(here(path), 'utf8');
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: here('.').pathname,
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: here('./page.ts').pathname, formats: ['iife'], name: 'page' },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (output === undefined || !('output' in output)) throw new Error('nothing was built');
  // In HTML a script ends at its end tag, wherever that stands.
  const script = output.output[0].code.replaceAll('</script', '<\\/script');
  const style = text('./page.css');
  const words: Readonly<Record<string, Readonly<Record<string, string>>>> = Object.fromEntries(
    ['ky', 'ru', 'en'].map((one) => [one, JSON.parse(text(`./words/${one}.json`))]),
  );
  const hash = (of: string): string => `sha256-${createHash('sha256').update(of).digest('base64')}`;
  const pieces: Readonly<Record<string, string>> = {
    __SCRIPT_HASH__: hash(script),
    __STYLE_HASH__: hash(style),
    __STYLE__: style,
    __DATA__: JSON.stringify({ words, manifest }).replaceAll('<', '\\u003c'),
    __SCRIPT__: script,
  };
  // The first language stands in the page itself: it is there before the script is.
  const page = text('./page.html').replace(/\{\{([a-z.]+)\}\}/g, (_, key: string) => words.ky?.[key] ?? key);
  // A place in a style sheet and one in JSON are a comment and a text there, so that the page can be read as it stands.
  return page.replace(
    /\/\*(__STYLE__)\*\/|"(__DATA__)"|__[A-Z_]+__/g,
    (place, style, data) => pieces[style ?? data ?? place] ?? place,
  );
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { values, positionals } = parseArgs({ options: { manifest: { type: 'string' } }, allowPositionals: true });
  const [out] = positionals;
  if (out === undefined) throw new Error('Where to? node tools/verifier/web/build.ts OUT.html [--manifest FILE]');
  writeFileSync(out, await pageHtml(values.manifest === undefined ? null : readFileSync(values.manifest, 'utf8')));
}
