import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main as asc, createMemoryStream } from 'assemblyscript/asc';
import { root, say } from './say.ts';

/**
 * `node tools/build-kernels.ts`: the fingerprint room's WebAssembly module from its sources. The result is committed,
 * so that whoever runs the product needs no compiler; kernels.test.ts holds that it is what the sources give.
 */
const folder = join(root, 'core/fingerprint/kernels');
const file = join(folder, 'kernels.wasm.ts');

/** For size and speed; vectors of 128 bits, which every engine has had since 2023; no allocator and no import. */
const options = ['--optimizeLevel', '3', '--shrinkLevel', '1', '--converge', '--enable', 'simd', '--runtime', 'stub'];

/**
 * Compiles core/fingerprint/kernels/assembly.
 * @throws with the compiler's words where it does not compile
 */
export async function compileKernels(): Promise<Uint8Array> {
  const said = createMemoryStream();
  let wasm: Uint8Array | undefined;
  const { error } = await asc(
    ['assembly/index.ts', '--baseDir', folder, '--outFile', 'kernels.wasm', '--use', 'abort=', ...options],
    {
      stdout: said,
      stderr: said,
      // The one file that it writes.
      writeFile: (_name, contents) => {
        wasm = Uint8Array.from(contents as Uint8Array);
      },
    },
  );
  if (error || !wasm) throw new Error(`the kernels do not compile: ${said.toString()}`, { cause: error });
  return wasm;
}

const LINE = 100;

/** The module as a source file, so that nothing must load it: Node, Chromium and bundlers alike. */
function sourceOf(wasm: Uint8Array): string {
  const text = Buffer.from(wasm).toString('base64');
  const lines = text.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return [
    '/** Made by `node tools/build-kernels.ts` from assembly/: never edited by hand. */',
    'export const kernelsBase64 =',
    `${lines.map((line) => `  '${line}'`).join(' +\n')};`,
    '',
  ].join('\n');
}

if (import.meta.main) {
  const wasm = await compileKernels();
  writeFileSync(file, sourceOf(wasm));
  say(`${wasm.length} bytes of WebAssembly`);
}
