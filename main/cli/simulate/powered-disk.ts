import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../storage/folder.ts';

/** How the file system is made and mounted, where it matters. */
export interface DiskOptions {
  readonly make?: readonly string[];
  readonly mount?: string;
}

/** As the disk of the ballots is to be made (docs/ballot-store.md). */
export const WITHOUT_JOURNAL: DiskOptions = { make: ['-O', '^has_journal'], mount: 'rw' };

/** The kernel writes by itself after so many seconds: far beyond a day of the simulation. */
const NEVER = 'commit=3600';

/**
 * A disk whose power can be cut: a small ext4 file system in a file, mounted as a loop device. What programs have
 * written and nobody has synced lies in memory only, and not in that file: a copy of the file, taken at any moment, is
 * what a disk holds after a power cut at that moment. The copy's own journal is replayed when it is mounted, as on any
 * machine. The kernel would write by itself after some seconds; it is told not to.
 */
export class PoweredDisk {
  /** Where it is mounted. */
  readonly path: string;
  readonly #folder: string;
  readonly #options: DiskOptions;
  #cuts = 0;

  private constructor(folder: string, path: string, options: DiskOptions) {
    this.#folder = folder;
    this.path = path;
    this.#options = options;
  }

  /** Whether this process may mount: needs root and loop devices. */
  static possible(): boolean {
    const maker = ['/sbin/mkfs.ext4', '/usr/sbin/mkfs.ext4'].some((path) => existsSync(path));
    return process.getuid?.() === 0 && existsSync('/dev/loop-control') && maker;
  }

  /**
   * Makes a new, empty disk of so many MiB and mounts it. What an earlier run has left mounted there goes first.
   * @param folder for its images; it must not be on the disk itself
   */
  static open(folder: string, path: string, megabytes: number, options: DiskOptions = {}): PoweredDisk {
    makeFolder(path);
    makeFolder(folder);
    const disk = new PoweredDisk(folder, path, options);
    disk.close();
    for (const name of readdirSync(folder).filter((one) => one.startsWith('disk-'))) rmSync(join(folder, name));
    const { image } = disk;
    writeFileSync(image, '');
    execFileSync('truncate', ['-s', `${megabytes}M`, image]);
    execFileSync('mkfs.ext4', ['-q', '-F', '-m', '0', ...(options.make ?? []), image]);
    disk.#mount();
    return disk;
  }

  /** Puts everything on the disk that was written so far. */
  sync(): void {
    execFileSync('sync', ['-f', this.path]);
  }

  /** The power goes and comes back. Nobody may be writing any more: kill the processes first. */
  cut(): void {
    const before = this.image;
    this.#cuts += 1;
    // Sparse: an image is mostly holes.
    execFileSync('cp', ['--sparse=always', before, this.image]);
    execFileSync('umount', [this.path]);
    rmSync(before);
    this.#mount();
  }

  close(): void {
    try {
      execFileSync('umount', [this.path], { stdio: 'ignore' });
    } catch {
      // It was not mounted.
    }
  }

  /** The file that is the disk. What was synced is in it. */
  get image(): string {
    return join(this.#folder, `disk-${this.#cuts}.img`);
  }

  #mount(): void {
    execFileSync('mount', ['-o', `loop,noatime,${this.#options.mount ?? NEVER}`, this.image, this.path]);
  }
}
