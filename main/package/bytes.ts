import { open } from 'node:fs/promises';

/** Where the bytes of a package are read from: a file, or what a kiosk keeps of one. */
export interface PackageBytes {
  /** Reads into `buffer` at `offset`; fewer bytes than asked for: there are no more. */
  read(buffer: Buffer, offset: number, length: number, position: number): Promise<{ readonly bytesRead: number }>;
  size(): Promise<number>;
  close(): Promise<void>;
}

/** A file of its own; null: there is none, or it cannot be opened. */
export async function fileBytes(path: string): Promise<PackageBytes | null> {
  const file = await open(path, 'r').catch(() => null);
  return (
    file && {
      read: (buffer, offset, length, position) => file.read(buffer, offset, length, position),
      size: async () => (await file.stat()).size,
      close: () => file.close(),
    }
  );
}

/** So many bytes from there; null: there are fewer. */
export async function readAt(file: Pick<PackageBytes, 'read'>, at: number, length: number): Promise<Buffer | null> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, at);
  return bytesRead === length ? buffer : null;
}

/** Failures of the medium (stick pulled out, bad sector) and of names that are no files. */
export function isReadFailure(error: unknown): boolean {
  return ['EIO', 'EISDIR', 'ENODEV', 'ENXIO', 'ESTALE'].includes((error as NodeJS.ErrnoException).code ?? '');
}
