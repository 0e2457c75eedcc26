import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** A process and everything that it has started, by their numbers. */
export function familyOf(pid: number): readonly number[] {
  const parents = readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      // pid (name) state parent …; a name may have blanks and brackets in it.
      const parent = /^.*\) \S (\d+)/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1];
      return [[Number(name), Number(parent)] as const];
    } catch {
      return [];
    }
  });
  const family = [pid];
  for (const one of family) family.push(...parents.flatMap(([child, parent]) => (parent === one ? [child] : [])));
  return family;
}

/** The process that runs this file of the house with this folder. */
export function processOf(entry: string, folder: string): number {
  const found = readdirSync('/proc').find((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
      return words.some((word) => word.endsWith(entry)) && words.includes(folder);
    } catch {
      return false;
    }
  });
  if (found === undefined) throw new Error(`nobody runs ${entry}`);
  return Number(found);
}

/** Every socket of a network that these processes hold, as `ss` names its own end and the other one. */
export function networkSockets(pids: readonly number[]): readonly { readonly own: string; readonly other: string }[] {
  // TCP, UDP, raw, packet, SCTP, MPTCP and virtual machines' sockets, listening or not.
  const families = ['-t', '-u', '-w', '-0', '-S', '-M', '--vsock'];
  const lines = execFileSync('ss', ['-H', '-a', '-n', '-p', ...families], { encoding: 'utf8' }).split('\n');
  const held = lines.filter((line) => pids.some((pid) => line.includes(`pid=${pid},`)));
  return held.map((line) => {
    const [own = '', other = ''] = line.trim().split(/\s+/).slice(4, 6);
    return { own, other };
  });
}

/** Number of the OS user that a process runs as. */
export const userOf = (pid: number): number =>
  Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
