import { existsSync, globSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { temporaryFolder } from '../testing/clean-up.ts';

/** Fails with the name of the Debian package that a test lacks. */
export function needs(part: 'sane-utils' | 'libsane1' | 'sane-airscan'): void {
  const backend = (name: string) => globSync(`/usr/lib/*/sane/libsane-${name}.so.1`).length > 0;
  const there = {
    'sane-utils': () =>
      (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'scanimage'))),
    libsane1: () => backend('test'),
    'sane-airscan': () => backend('airscan'),
  };
  if (!there[part]()) throw new Error(`this test needs the Debian package ${part}: apt-get install ${part}`);
}

/** A SANE of its own: only the named backend, configured so. */
export function saneConfig(backend: string, lines: readonly string[]): { readonly SANE_CONFIG_DIR: string } {
  const folder = join(temporaryFolder(), 'sane');
  mkdirSync(folder);
  writeFileSync(join(folder, 'dll.conf'), `${backend}\n`);
  writeFileSync(join(folder, `${backend}.conf`), `${lines.join('\n')}\n`);
  return { SANE_CONFIG_DIR: folder };
}

/** The real test backend of SANE: two scanners, `test:0` and `test:1`. */
export function testBackend(): { readonly SANE_CONFIG_DIR: string } {
  needs('sane-utils');
  needs('libsane1');
  return saneConfig('test', ['number_of_devices 2', 'geometry_max 300.0', 'br_x 210.0', 'br_y 297.0']);
}

/** A shell script in the place of `scanimage`. */
export function scriptInPlace(script: string): { readonly program: string; readonly folder: string } {
  const folder = temporaryFolder();
  const program = join(folder, 'scanimage');
  writeFileSync(program, `#!/bin/sh\nfolder='${folder}'\n${script}\n`, { mode: 0o755 });
  return { program, folder };
}
