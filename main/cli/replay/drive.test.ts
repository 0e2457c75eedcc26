import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../drivers/clock.ts';
import type { Device } from '../../../drivers/device.ts';
import type { MrzSerialReader } from '../../../drivers/document/mrz-serial.ts';
import type { R30xReader } from '../../../drivers/fingerprint/r30x.ts';
import { Instruction } from '../../../drivers/fingerprint/r30x-codec.ts';
import { bitmapHash } from '../../../drivers/printer/bitmap.ts';
import type { EscposPrinter } from '../../../drivers/printer/escpos.ts';
import { type Bench, openBench } from '../../../drivers/simulator/bench.ts';
import { Ledger } from '../../../drivers/simulator/ledger.ts';
import {
  afterTest,
  opened,
  patternImage,
  ready,
  statusWhere,
  temporaryFolder,
} from '../../../drivers/testing/bench.ts';
import { fromHex, parseRecording, toHex } from '../../../drivers/transport/recording.ts';
import { WireSession } from '../../../drivers/transport/session.ts';
import { makeDevice } from '../../identification/devices/make.ts';
import { serialTable } from '../../identification/devices/setup.ts';

/** Sessions of simulated devices, recorded as the device host records them, in real time; driven by a process of its own. */
type Kind = 'fingerprint' | 'document' | 'printer';

async function recorded(kind: Kind, masked: boolean, work: (device: Device, bench: Bench) => Promise<void>) {
  const folder = temporaryFolder();
  const bench = openBench({ folder, ledger: new Ledger(join(folder, 'ledger'), () => 0) });
  afterTest(() => bench.close());
  const at = { fingerprint: join(folder, 'fingerprint'), document: join(folder, 'document') };
  const setups = serialTable({ ...at, printer: join(folder, 'printer') });
  const setup = setups.find((one) => one.id === kind);
  if (setup === undefined || setup.driver === 'display') throw new Error(kind);
  const head = { recording: 'taanuu-wire', version: 1, protocol: setup.driver, path: setup.at, masked } as const;
  const session = new WireSession(head, systemClock);
  const device = opened(makeDevice(setup, session).device);
  await statusWhere(device, ready);
  await work(device, bench);
  session.stop();
  return session.text();
}

function driven(text: string, ...more: readonly string[]) {
  const file = join(temporaryFolder(), 'wire.ndjson');
  writeFileSync(file, text);
  const entry = join(import.meta.dirname, '../taanuu.ts');
  const args = [entry, 'device', 'replay', file, '--drive', ...more];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 120_000 });
  // Without their times, which only the first test looks at, and without a word on how busy this machine was.
  const said = stdout
    .split('\n')
    .filter((line) => !line.startsWith('The kiosk stood still'))
    .map((line) => line.replace(/^ *\d+\.\d{3} {2}/, ''));
  return { status, stdout, said, stderr };
}

/** The recording with one line's bytes changed. */
function changed(
  text: string,
  which: (bytes: Uint8Array, way: 'in' | 'out') => boolean,
  change: (bytes: Uint8Array) => void,
) {
  const rows = text.trimEnd().split('\n');
  const at = rows.findIndex((row) => {
    const line = JSON.parse(row) as { readonly in?: string; readonly out?: string };
    const way = line.in === undefined ? 'out' : 'in';
    return which(fromHex(line[way] ?? ''), way);
  });
  const line = JSON.parse(rows[at] ?? '') as Record<string, string>;
  const way = 'in' in line ? 'in' : 'out';
  const bytes = fromHex(line[way] ?? '');
  change(bytes);
  rows[at] = JSON.stringify({ ...line, [way]: toHex(bytes) });
  return { text: `${rows.join('\n')}\n`, line: at + 1 };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const touch = { person: 'p', finger: 2, condition: 'good', genuine: true, image: () => patternImage(5) };
const imageHash = (pixels: Uint8Array) => createHash('sha256').update(pixels).digest('hex');

describe('taanuu device replay --drive', { timeout: 240_000 }, () => {
  it('drives a sensor: the same image, a second finger that was given up, a heartbeat, with their times', async () => {
    let hash = '';
    const text = await recorded('fingerprint', false, async (device, bench) => {
      bench.touch(touch);
      const first = await (device as R30xReader).capture();
      if (!first.ok) throw new Error(first.error.code);
      hash = imageHash(first.value.pixels);
      const over = new AbortController();
      const second = (device as R30xReader).capture({ afterLift: true, signal: over.signal });
      await pause(700);
      over.abort();
      expect(await second).toMatchObject({ ok: false });
      await pause(6_000);
    });
    const { status, said, stdout, stderr } = driven(text);
    expect([status, stderr]).toEqual([0, '']);
    expect(said.filter((line) => line !== '')).toEqual([
      expect.stringMatching(/^r30x at .*UNMASKED/),
      ...['connecting', 'ready', 'capture …', 'capturing', 'ready'],
      `… image of 256 × 288, SHA-256 ${hash}`,
      ...['capture …', 'capturing', 'ready', expect.stringMatching(/^… .*\[device\.cancelled\]$/)],
      expect.stringMatching(/^All \d+ lines were played, and the driver wrote the same \d+ bytes as then\.$/),
    ]);
    // The second capture was asked for when it was then.
    const asked = (parseRecording(text)?.lines ?? []).flatMap((line) =>
      'out' in line ? [{ t: line.t, instruction: fromHex(line.out)[9] }] : [],
    );
    // The ring is asked for before the first finger alone: this sensor has none.
    const judged = asked.findIndex(({ instruction }) => instruction === Instruction.imageToTemplate);
    const begins = [asked.find(({ instruction }) => instruction === Instruction.auraLed)?.t, asked[judged + 1]?.t];
    const told = [...stdout.matchAll(/^ *(\d+\.\d{3}) {2}capture …$/gm)].map(([, seconds]) => 1_000 * Number(seconds));
    expect(told).toHaveLength(2);
    told.forEach((t, at) => {
      expect(Math.abs(t - (begins[at] ?? 0))).toBeLessThan(150);
    });
  });

  it('drives a masked one, and says that its fingers are black', async () => {
    const text = await recorded('fingerprint', true, async (device, bench) => {
      bench.touch(touch);
      expect(await (device as R30xReader).capture()).toMatchObject({ ok: true });
    });
    const { status, said, stderr } = driven(text);
    expect([status, stderr]).toEqual([0, '']);
    expect(said[0]).toMatch(/^r30x at .*, masked$/);
    expect(said[1]).toMatch(/^Every question and answer is driven and compared; images are black/);
    expect(said).toContain(`… image of 256 × 288, SHA-256 ${imageHash(new Uint8Array(256 * 288))}`);
  });

  it('drives a printer: a slip that came out, and one for which the paper did not do', async () => {
    const bits = Uint8Array.from({ length: 72 * 100 }, (_, at) => (at * 37 + 11) & 0xff);
    const slip = { width: 576, height: 100, bits };
    const text = await recorded('printer', false, async (device, bench) => {
      expect(await (device as EscposPrinter).print(slip)).toMatchObject({ ok: true });
      bench.inject({ fault: 'paper', rows: 50 });
      expect(await (device as EscposPrinter).print(slip)).toMatchObject({
        ok: false,
        error: { sent: 'maybe-printed' },
      });
      await pause(3_500);
    });
    const { status, said, stderr } = driven(text);
    expect([status, stderr]).toEqual([0, '']);
    expect(said).toContain(`slip of 100 rows, SHA-256 ${bitmapHash(slip)} …`);
    expect(said.filter((line) => line.startsWith('… '))).toEqual([
      '… printed, as the printer says',
      expect.stringMatching(/^… maybe-printed: .*\[device\.paper-out\]$/),
    ]);
    expect(said.some((line) => /^attention, .*\[device\.paper-out\]$/.test(line))).toBe(true);
  });

  it.each([
    [false, 'read L898902C36UTO7408122F1204159ZE184226B<<<<<10'],
    [true, 'read X000000X00XXX0000000X0000000XX000000X<<<<<00'],
  ])('drives a reader (masked: %s)', async (masked, read) => {
    const text = await recorded('document', masked, async (device, bench) => {
      const sent = new Promise((resolve) => (device as MrzSerialReader).onDocument(resolve));
      bench.reader.present('L898902C36UTO7408122F1204159ZE184226B<<<<<10');
      await sent;
    });
    const { status, said } = driven(text);
    expect(status).toBe(0);
    expect(said).toContain(read);
  });

  it('shows the first difference where the device says something else, or the driver said something else then', async () => {
    const text = await recorded('fingerprint', false, async (device, bench) => {
      bench.touch(touch);
      expect(await (device as R30xReader).capture()).toMatchObject({ ok: true });
    });
    // The sensor did not see a finger after all: the driver looks again, where it fetched the image then.
    const unseen = changed(
      text,
      (bytes, way) => way === 'out' && bytes[9] === 0x01,
      (bytes) => bytes.set([0x0a, 0, 0x0e], 9),
    );
    const first = driven(unseen.text);
    expect(first.status).toBe(1);
    expect(first.stderr).toContain('[recording.differs]');
    expect(first.stderr).toContain(`from line ${unseen.line} on`);
    expect(first.stdout).toMatch(/^then {2}upImage {2}ef 01/m);
    expect(first.stdout).toMatch(/^now {3}genImage {2}ef 01 .*\nThey differ from byte 10 on\.$/m);
    expect(first.stdout).not.toContain('lines were played');
    // A damaged answer to the first question: asked again, where the next question stands.
    const damaged = changed(
      text,
      (bytes, way) => way === 'in' && bytes.length > 0,
      (bytes) => bytes.set([(bytes.at(-1) ?? 0) ^ 1], bytes.length - 1),
    );
    const second = driven(damaged.text);
    expect(second.status).toBe(1);
    expect(second.stdout).toMatch(/^then {2}readSysPara .*\nnow {3}verifyPassword /m);
  });

  it('tells a driver that is silent where it spoke, a device without such a driver, and wrong use', () => {
    const head = { recording: 'taanuu-wire', version: 1, protocol: 'mrz-serial', path: 'p', masked: true };
    const text = (protocol: string) =>
      [
        { ...head, protocol },
        { t: 0, link: 'up' },
        { t: 5, out: '0102' },
      ]
        .map((row) => `${JSON.stringify(row)}\n`)
        .join('');
    const silent = driven(text('mrz-serial'));
    expect([silent.status, silent.stderr]).toEqual([
      1,
      expect.stringMatching(/from line 3 on.*\[recording\.differs\]\n$/),
    ]);
    expect(silent.stdout).toMatch(/\nthen {2}01 02\nnow {3}nothing\n$/);
    const other = driven(text('sbi'));
    expect([other.status, other.stderr]).toEqual([1, expect.stringMatching(/“sbi”.*\[recording\.no-driver\]\n$/)]);
    expect(driven(text('hid-scanner'), '--layout', 'round').status).toBe(2);
  });
});
