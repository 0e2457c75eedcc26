import { chmodSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { keyId } from '../../main/access/keys-words.ts';
import { PoweredDisk } from '../../main/cli/simulate/powered-disk.ts';
import { lockFolder } from '../../main/storage/lock.ts';
import { afterwards, doctor, expectNamed, fileOf, kiosk, kioskForEach, spoil } from './doctor.fixture.ts';

/** `taanuu doctor` before a kiosk whose machine or files have a fault. */
vi.setConfig({ testTimeout: 150_000 });
kioskForEach();

/** The file with the key of a database: its name is a hash of the database's. */
const keyFileOf = (database: string): string => `${keyId(Buffer.from(basename(database, '.db'), 'utf8'))}.key`;

/** With what SQLite keeps beside it. */
function remove(database: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(`${database}${end}`, { force: true });
}

/** The one journal that is not the device's own. */
function electionJournal(): string {
  const [name = ''] = readdirSync(kiosk().state).filter((one) => /^journal-(?!none-).+\.db$/.test(one));
  return join(kiosk().state, name);
}

describe('the doctor names what is wrong with the machine', () => {
  it('others may look into the state', async () => {
    chmodSync(kiosk().state, 0o755);
    await expectNamed('readiness.folder-open', 'folder');
  });

  it('the clock has lost its time', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2000-01-01T00:00:00Z') });
    afterwards(() => vi.useRealTimers());
    // The journal says the same: its last entry is of tomorrow.
    await expectNamed('readiness.clock-not-set', 'clock-set', ['journal']);
  });

  it.skipIf(!PoweredDisk.possible())('the disk is nearly full', async () => {
    const { state } = kiosk();
    const disk = PoweredDisk.open(join(state, '../images'), join(state, '../disk'), 64);
    afterwards(() => disk.close());
    kiosk().moveTo(disk.path);
    await expectNamed('readiness.disk-nearly-full', 'disk');
  });
});

describe('the doctor says what it is when', () => {
  it.each<[name: string, inject: () => unknown, told: string]>([
    ['the configuration is gone', () => rmSync(join(kiosk().state, 'kiosk.json')), 'kiosk.json: no such file'],
    [
      'the configuration is no configuration',
      () => writeFileSync(join(kiosk().state, 'kiosk.json'), '{"devices":[]}'),
      '[command.kiosk-file]',
    ],
    [
      'the keys are damaged',
      () => writeFileSync(join(kiosk().state, 'keys/device.json'), '{'),
      '[package.keys-damaged]',
    ],
    ['the file of the keys is gone', () => rmSync(join(kiosk().state, 'keys/device.json')), '[package.keys-damaged]'],
    ['a disk spoilt the device’s journal', () => spoil(fileOf('none-laboratory-none.db')), '[storage.damaged]'],
    [
      'the device’s journal was cut',
      () => {
        const file = fileOf('none-laboratory-none.db');
        truncateSync(file, readFileSync(file).length >> 1);
      },
      '[storage.damaged]',
    ],
    ['the device’s journal is gone', () => remove(fileOf('none-laboratory-none.db')), '[journal.gone]'],
    ['the election’s journal is gone', () => remove(electionJournal()), '[journal.gone]'],
    [
      'the key of a database is gone',
      () => rmSync(fileOf(keyFileOf(fileOf('none-laboratory-none.db')))),
      '[storage.wrong-key]',
    ],
    ['the register is gone', () => rmSync(join(kiosk().state, 'register'), { recursive: true }), '[register.missing]'],
    ['the kiosk is running', () => lockFolder(kiosk().state, 0), '[storage.in-use]'],
  ])('%s', async (_, inject, told) => {
    await inject();
    const { code, report, complaint } = await doctor();
    const red = report?.lines.flatMap(({ state: how, problem }) =>
      how === 'bad' && problem ? [`[${problem.code}]`] : [],
    );
    expect(`${complaint} ${red?.join(' ') ?? ''}`).toContain(told);
    expect(code).toBe(1);
  });
});
