import { loadPcsc } from './pcsc.ts';

/**
 * Run as a process of its own by `listReaders`: PC/SC waits for its service with the whole process, so that one which
 * hangs must not hold up the drivers. Says one line of JSON and ends.
 */
export type ReadersSaid =
  | { readonly readers: readonly string[] }
  | { readonly missing: string }
  | { readonly problem: 'service' };

function look(): ReadersSaid {
  const pcsc = loadPcsc();
  if ('missing' in pcsc) return { missing: pcsc.missing };
  try {
    const service = pcsc.service();
    try {
      return { readers: service.readers().map(({ name }) => name) };
    } finally {
      service.close();
    }
  } catch {
    return { problem: 'service' };
  }
}

process.stdout.write(`${JSON.stringify(look())}\n`, () => process.exit(0));
