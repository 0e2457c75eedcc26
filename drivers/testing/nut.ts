import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { need, type Running, running, runOnce } from './child.ts';
import { temporaryFolder } from './clean-up.ts';
import { freePort } from './ports.ts';

// /sbin/upsd of Debian is a wrapper that reads /etc/nut only.
const UPSD = '/lib/nut/upsd';
const DRIVER = '/lib/nut/dummy-ups';

/** A real upsd with NUT's own dummy driver, in a folder of its own and on a port of its own. */
export interface RealUpsd {
  readonly address: string;
  readonly upsd: () => Running;
  readonly driver: () => Running;
  startUpsd(): void;
  startDriver(): void;
  /** Calls the supply otherwise in its configuration; upsd reads it when it starts. */
  rename(from: string, to: string): void;
  /** Sets a variable as a person with a password does, by NUT's own upsrw. */
  set(name: string, value: string): Promise<void>;
}

export async function realUpsd(): Promise<RealUpsd> {
  need(UPSD, 'nut-server');
  need(DRIVER, 'nut-server');
  need('/usr/bin/upsrw', 'nut-client');
  const folder = temporaryFolder();
  const port = await freePort();
  const files = {
    'nut.conf': 'MODE=standalone\n',
    'ups.conf': 'maxretry = 3\n[kiosk]\n  driver = dummy-ups\n  port = kiosk.dev\n',
    'kiosk.dev': 'ups.status: OL\nups.model: Example 700\nbattery.charge: 100\nbattery.runtime: 1500\n',
    'upsd.conf': `LISTEN 127.0.0.1 ${port}\nMAXAGE 3\nSTATEPATH ${folder}\n`,
    'upsd.users': '[tester]\n  password = secret\n  actions = SET\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o600 });
  chmodSync(folder, 0o700);
  const env = { NUT_CONFPATH: folder, NUT_STATEPATH: folder, NUT_ALTPIDPATH: folder };
  const user = userInfo().username;
  const startDriver = () => running(DRIVER, ['-a', 'kiosk', '-u', user, '-F'], env);
  const startUpsd = () => running(UPSD, ['-u', user, '-F'], env);
  let driver = startDriver();
  let upsd = startUpsd();
  const address = `kiosk@127.0.0.1:${port}`;
  return {
    address,
    upsd: () => upsd,
    driver: () => driver,
    startUpsd: () => {
      upsd = startUpsd();
    },
    startDriver: () => {
      driver = startDriver();
    },
    rename: (from, to) => {
      const file = join(folder, 'ups.conf');
      writeFileSync(file, readFileSync(file, 'utf8').replace(`[${from}]`, `[${to}]`));
    },
    set: async (name, value) => {
      const { code, output } = await runOnce('/usr/bin/upsrw', [
        ...['-s', `${name}=${value}`, '-u', 'tester', '-p', 'secret', '-w'],
        address,
      ]);
      if (code !== 0) throw new Error(`upsrw: ${output}\n${upsd.said()}`);
    },
  };
}
