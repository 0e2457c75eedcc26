import type { Problem } from '../core/problem/catalogue.ts';
import { type Clock, sleep } from './clock.ts';
import { askStatus, isStatus, type StatusKind } from './printer/escpos-codec.ts';
import type { ByteLink } from './transport/link.ts';

/** A printer answers a real-time question at once; at 9,600 baud the byte itself takes 1 ms. */
const PRINTER_MS = 120;
/** No other device sends a run as long as this in the alphabet of a machine-readable zone. */
const ZONE_LINE = /[A-Z0-9<]{28,}/;

/**
 * Names what answers on a port where another device was expected, where that can be told: an ESC/POS printer by two of
 * its real-time answers (three bytes that no sensor takes for a packet), a document reader by the zone that it sent.
 * @param heard the last bytes that came unasked
 * @returns null when nobody can tell
 */
export async function whoAnswers(
  { link, clock, heard }: { readonly link: ByteLink; readonly clock: Clock; readonly heard: Uint8Array },
  signal: AbortSignal,
): Promise<Problem | null> {
  const params = { port: link.path };
  if (ZONE_LINE.test(String.fromCharCode(...heard))) return { code: 'port.document-reader-answers', params };
  // Noise can look like one answer: both must be one byte each, and fit.
  for (const kind of [1, 4] as const) {
    if (!(await answersAsPrinter(link, clock, kind, signal))) return null;
  }
  return { code: 'port.printer-answers', params };
}

async function answersAsPrinter(link: ByteLink, clock: Clock, kind: StatusKind, signal: AbortSignal): Promise<boolean> {
  const came: number[] = [];
  const unlisten = link.on((event) => {
    if (event.event === 'bytes' && came.length < 2) came.push(...event.bytes.subarray(0, 2));
  });
  const written = await link.write(askStatus(kind), { timeoutMs: PRINTER_MS, signal });
  if (written.ok) await sleep(clock, PRINTER_MS, signal);
  unlisten();
  const [byte] = came;
  return came.length === 1 && byte !== undefined && isStatus(byte);
}
