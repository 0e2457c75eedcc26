import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DIFFERENCE_ENDING } from '../package/difference/format.ts';

/** A place that files come from and go to: a stick, or a folder of this kiosk. */
export interface Medium {
  readonly path: string;
  /** What is written on it: the label of its file system, or a folder's name. */
  readonly name: string;
  readonly removable: boolean;
  /** How large a stick is; without it where the system does not say. */
  readonly bytes?: number;
}

/** Sizes of block devices are in units of so many bytes, whatever their own sectors are. */
const SECTOR_BYTES = 512;

/** Where Debian's udisks2 and systemd mount sticks. */
const mountRoots = ['/media/', '/run/media/', '/mnt/'];

/**
 * Sticks that are mounted now, read from the kernel's mount table (polling it costs less than a millisecond and
 * needs no addon), and the folders that the kiosk's configuration names.
 */
export function mediaNow(
  folders: readonly string[],
  mountTable = '/proc/self/mountinfo',
  blockDevices = '/sys/dev/block',
): readonly Medium[] {
  const mounted = readTable(mountTable)
    .split('\n')
    // A stick is a block device; what else is mounted there belongs to the system.
    .filter((line) => / - \S+ \/dev\//.test(line))
    // Fields 3 and 5 of proc(5) mountinfo; the kernel writes spaces and the like as \ooo.
    .map((line) => {
      const [, , device = '', , place = ''] = line.split(' ');
      const path = place.replaceAll(/\\(\d{3})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 8)));
      return { path, device };
    })
    .filter(({ path }) => mountRoots.some((root) => path.startsWith(root)));
  return [
    ...mounted.map(({ path, device }) => ({
      ...{ path, name: basename(path), removable: true },
      ...sizeOf(join(blockDevices, device, 'size')),
    })),
    ...folders.filter(isFolder).map((path) => ({ path, name: basename(path), removable: false })),
  ];
}

/** Configurations of kiosks that lie on these media, by their names; the newest first, by the time that a name ends with. */
export function configurationsOn(media: readonly Medium[]): readonly { path: string; name: string; bytes: number }[] {
  return filesOn(media, CONFIGURATION_PREFIX)
    .flatMap((one) => {
      const bytes = fileBytes(one.path);
      return bytes === null ? [] : [{ ...one, bytes }];
    })
    .sort((a, b) => timeIn(b.name).localeCompare(timeIn(a.name)) || a.path.localeCompare(b.path));
}

/** The same in one folder of the kiosk's own; none where there is no such folder. */
export const configurationsIn = (path: string): ReturnType<typeof configurationsOn> =>
  configurationsOn([{ path, name: path, removable: false }]);

/** Files on these media whose names begin and end so. */
export function filesOn(
  media: readonly Medium[],
  prefix: string,
  ending = '.json',
): readonly { path: string; name: string }[] {
  return media
    .flatMap(({ path }) => list(path).map((name) => ({ path: join(path, name), name })))
    .filter(({ name }) => name.startsWith(prefix) && name.endsWith(ending));
}

const timeIn = (name: string): string => /\d{4}-\d\d-\d\dT\d{4}(?=\.json$)/.exec(name)?.[0] ?? '';

/** How the name of a kiosk's configuration begins. */
export const CONFIGURATION_PREFIX = 'taanuu-configuration';

/**
 * Election packages that lie on these media, and what changes one into a later one; but not where that one lies beside it: one
 * package is one line for whoever chooses.
 */
export function packagesOn(media: readonly Medium[]): readonly { path: string; name: string; bytes: number }[] {
  return media.flatMap((medium) => {
    const names = list(medium.path);
    return names
      .filter((name) => name.endsWith('.taanuu') || (name.endsWith(DIFFERENCE_ENDING) && !names.includes(ledTo(name))))
      .flatMap((name) => {
        const path = join(medium.path, name);
        const bytes = fileBytes(path);
        return bytes === null ? [] : [{ path, name, bytes }];
      });
  });
}

/** What lies beside a package and, by its name, leads to it from one before; it may be anything. */
export function differencesBeside(path: string): readonly string[] {
  const folder = dirname(path);
  return list(folder)
    .filter((name) => name.endsWith(DIFFERENCE_ENDING) && ledTo(name) === basename(path))
    .map((name) => join(folder, name));
}

/** How the package is called to which a difference leads: `…-v3-v4.taanuu-difference` lies beside `…-v4.taanuu`. */
const ledTo = (name: string): string =>
  `${name.slice(0, -DIFFERENCE_ENDING.length).replace(/-v\d+(?=-v\d+$)/, '')}.taanuu`;

function readTable(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Another system than Linux: only the configured folders.
    return '';
  }
}

/** Asked of the kernel, never of the stick: one that hangs would hold up whoever looks. */
function sizeOf(file: string): Pick<Medium, 'bytes'> {
  try {
    const sectors = Number(readFileSync(file, 'utf8'));
    return sectors > 0 ? { bytes: sectors * SECTOR_BYTES } : {};
  } catch {
    // Pulled out between two looks, or no device of blocks.
    return {};
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Size of a plain file; null for what is none, or is gone. */
function fileBytes(path: string): number | null {
  try {
    const file = statSync(path);
    return file.isFile() ? file.size : null;
  } catch {
    // Pulled out between two looks.
    return null;
  }
}

function list(path: string): readonly string[] {
  try {
    return readdirSync(path).sort();
  } catch {
    // Pulled out between two looks.
    return [];
  }
}
