import { closeSync, constants, fdatasyncSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';

/**
 * A file whose size never changes: bytes are read and overwritten in place. What was written is on the medium only once
 * `sync` has returned; until then a power cut may keep any part of it. Everything throws what the system says.
 */
export interface BlockFile {
  /** Its size. */
  readonly bytes: number;
  read(at: number, length: number): Uint8Array;
  write(at: number, bytes: Uint8Array): void;
  sync(): void;
  close(): void;
}

/** Opens an existing file of the disk for this. Reading leaves no time in its inode. */
export function openBlockFile(path: string): BlockFile {
  const file = openSync(path, constants.O_RDWR | constants.O_NOATIME);
  const { size } = fstatSync(file);
  return {
    bytes: size,
    read(at, length) {
      const bytes = new Uint8Array(length);
      for (let done = 0; done < length; ) {
        const got = readSync(file, bytes, done, length - done, at + done);
        if (got === 0) throw new RangeError(`a read beyond the end, at ${at + done} of ${size}`);
        done += got;
      }
      return bytes;
    },
    write(at, bytes) {
      if (at + bytes.length > size) throw new RangeError('a write beyond the end');
      for (let done = 0; done < bytes.length; ) {
        done += writeSync(file, bytes, done, bytes.length - done, at + done);
      }
    },
    // The size is fixed and every block has been written: there is nothing in the inode that must be synced as well.
    sync: () => fdatasyncSync(file),
    close: () => closeSync(file),
  };
}
