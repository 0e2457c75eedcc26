import { writeFile } from 'node:fs/promises';
import { encodeTemplate } from '../../../core/fingerprint/fingerprint.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { CommandIo } from '../io.ts';
import { readImage } from './read.ts';
import type { Values } from './values.ts';
import { whyWords } from './words.ts';

/** Says what an image of a finger is worth, and writes its template where that is asked for. */
export async function extractFile(file: string, values: Values, io: CommandIo): Promise<Problem | null> {
  const shown = readImage(file, values.reading);
  if (!shown.ok) return shown.error;
  const { template, quality, why, image } = shown.value;
  const { format, plain, out } = values;
  const bytes = encodeTemplate(template, { format, plain });
  if (out !== undefined) await writeFile(out, bytes);
  const dpi = values.reading.dpi ?? image.dpi ?? null;
  const minutiae = template.minutiae.length;
  if (values.json) {
    const written = out === undefined ? null : { file: out, format, bytes: bytes.length };
    io.out(JSON.stringify({ quality, why, minutiae, width: image.width, height: image.height, dpi, written }));
    return null;
  }
  io.out(`quality   ${quality} of 100${why.map((reason) => `; ${whyWords[reason]}`).join('')}`);
  io.out(`minutiae  ${minutiae}`);
  io.out(`image     ${image.width} × ${image.height}, ${dpi ? `${dpi} dpi` : 'resolution measured by its ridges'}`);
  if (out !== undefined) io.out(`written   ${out}, ${format}, ${bytes.length} bytes`);
  return null;
}
