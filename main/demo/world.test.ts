import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseMrz } from '../../core/document/mrz.ts';
import { extract } from '../../core/fingerprint/fingerprint.ts';
import type { FingerImage } from '../../drivers/device.ts';
import { MrzSerialReader } from '../../drivers/document/mrz-serial.ts';
import { R30xReader } from '../../drivers/fingerprint/r30x.ts';
import { blankBitmap } from '../../drivers/printer/bitmap.ts';
import { EscposPrinter } from '../../drivers/printer/escpos.ts';
import { afterTest, codeOf, opened, ready, statusWhere, temporaryFolder } from '../../drivers/testing/bench.ts';
import { stories, type WorldPerson, type WorldView } from '../api/playground.ts';
import { demoElection, demoVoters } from './voters.ts';
import { NotInWorld, openWorld, SENSOR_DPI, type World } from './world.ts';
import { WorldLedger } from './world-ledger.ts';
import { findPeople, worldPeople } from './world-people.ts';

const station = '0001';
const voters = demoVoters();
const people = worldPeople(voters, demoElection(), station);

function someWorld(folder = temporaryFolder()): { world: World; ledger: WorldLedger; folder: string } {
  const ledger = new WorldLedger(join(folder, 'world'), () => 0);
  const world = openWorld({ folder: join(folder, 'devices'), people, station, ledger });
  afterTest(() => world.close());
  return { world, ledger, folder };
}

function somebody(world: World, story: string): WorldPerson {
  const [person] = world.people(story);
  if (person === undefined) throw new Error(`nobody of ${story}`);
  return person;
}

/** The first view that fits; the test's time limit ends the wait. */
async function viewWhere(world: World, fits: (view: WorldView) => boolean): Promise<WorldView> {
  for await (const view of world.watch()) if (fits(view)) return view;
  throw new Error('the world ended');
}

/** A slip with something on it, different for each seed. */
function slip(seed: number) {
  const bitmap = blankBitmap(576, 200);
  bitmap.bits.fill(seed, 720, 2_000);
  return bitmap;
}

describe('the people of the world', () => {
  it('offer every story, and are found by name in both scripts, PIN and number', () => {
    const shown = findPeople(people, station, '');
    expect(new Set(shown.map(({ story }) => story))).toEqual(new Set(stories));
    const one = shown.find(({ story }) => story === 'ordinary');
    if (one?.home == null) throw new Error('no ordinary voter');
    for (const text of [one.pin, String(one.home.number), `${one.surname} ${one.given}`.toUpperCase()]) {
      expect(findPeople(people, station, text)).toContainEqual(one);
    }
    expect(findPeople(people, station, 'abaev baty').map(({ surname }) => surname)).toContain('Абаев');
    expect(findPeople(people, station, 'nobody at all')).toEqual([]);
  });

  it('tell their story as this station would meet it', () => {
    const story = (at: string, person: string) =>
      worldPeople(voters, demoElection(), at).find(({ seen }) => seen.person === person)?.seen.story;
    const here = findPeople(people, station, 'ordinary')[0]?.person ?? '';
    expect([story('0001', here), story('0002', here), story('0003', here), story('0050', here)]).toEqual([
      'ordinary',
      'other-precinct',
      'other-constituency',
      'other-precinct',
    ]);
    expect(story('0050', findPeople(people, station, 'remote')[0]?.person ?? '')).toBe('remote');
  });

  it('have visitors whom no list knows', () => {
    const pins = people.filter(({ seen }) => seen.story !== 'not-in-list').map(({ seen }) => seen.pin);
    const visitors = findPeople(people, station, 'not-in-list');
    expect(visitors.length).toBeGreaterThan(0);
    for (const { pin } of visitors) expect(pins).not.toContain(pin);
  });
});

describe('the world', () => {
  it("lays a person's document on the reader, and the driver reads that person's zone", async () => {
    const { world, ledger } = someWorld();
    const reader = opened(new MrzSerialReader({ path: world.bench.ports.document.path }));
    await statusWhere(reader, ready);
    const read = new Promise<string>((resolve) =>
      reader.onDocument((event) => resolve(event.event === 'document' ? event.text : event.problem.code)),
    );
    const voter = somebody(world, 'ordinary');
    const silent = people.find(({ seen, zones }) => seen.documents[0]?.kind === 'passport-1994' && zones[0] === null);
    world.layDocument({ person: silent?.seen.person ?? '', document: 0 });
    world.layDocument({ person: voter.person, document: 0 });
    const zone = parseMrz(await read);
    expect(zone).toMatchObject({ ok: true, value: { number: voter.documents[0]?.number, pin: voter.pin } });
    expect(world.view().document).toEqual({
      ...{ person: voter.person, document: 0, readable: true, kind: voter.documents[0]?.kind },
      holder: `${voter.surname} ${voter.given}`,
    });
    expect(ledger.entries().filter(({ fact }) => fact === 'document-presented')).toMatchObject([
      { person: silent?.seen.person, readable: false },
      { person: voter.person, document: voter.documents[0]?.number, readable: true },
    ]);
    world.layDocument(null);
    expect(world.view().document).toBeNull();
  });

  it('puts a finger on the sensor: the image is of ridges, and no two touches are alike', async () => {
    const { world, ledger, folder } = someWorld();
    const sensor = opened(new R30xReader({ path: world.bench.ports.fingerprint.path, dpi: SENSOR_DPI }));
    await statusWhere(sensor, ready);
    const voter = somebody(world, 'ordinary');
    world.layDocument({ person: voter.person, document: 0 });
    const touch = async (from: World, person: string): Promise<FingerImage> => {
      from.putFinger({ person, finger: 2, condition: 'good' });
      expect(from.view().finger).toMatchObject({ finger: 2, captured: false });
      const taken = await sensor.capture({ timeoutMs: 20_000 });
      if (!taken.ok) throw new Error(taken.error.code);
      expect(from.view().finger).toMatchObject({ person, captured: true });
      from.putFinger(null);
      return taken.value;
    };
    const first = await touch(world, voter.person);
    const second = await touch(world, voter.person);
    await touch(world, somebody(world, 'remote').person);
    expect(extract(first).template.minutiae.length).toBeGreaterThan(12);
    expect(Buffer.compare(first.pixels, second.pixels)).not.toBe(0);
    const facts = ledger.entries();
    expect(facts.filter(({ fact }) => fact === 'finger-touched')).toMatchObject([
      { genuine: true },
      { genuine: true },
      { genuine: false },
    ]);
    expect(facts.filter(({ fact }) => fact === 'finger-lifted')).toHaveLength(3);

    // A world that starts again begins with other touches than the first.
    world.close();
    await statusWhere(sensor, ({ state }) => state === 'missing');
    const { world: later } = someWorld(folder);
    await statusWhere(sensor, ready);
    const third = await touch(later, voter.person);
    expect(Buffer.compare(first.pixels, third.pixels)).not.toBe(0);
  });

  it('gives slips back as pictures, newest first, and remembers them over a restart', async () => {
    const { world, folder } = someWorld();
    const printer = opened(new EscposPrinter({ path: world.bench.ports.printer.path }));
    await statusWhere(printer, ready);
    expect(await printer.print(slip(0xff))).toMatchObject({ ok: true });
    expect(await printer.print(slip(0x0f))).toMatchObject({ ok: true });
    const { slips } = await viewWhere(world, (view) => view.slips.length === 2);
    expect(slips.map(({ torn }) => torn)).toEqual([false, false]);
    expect(slips[0]?.slip).toBeGreaterThan(slips[1]?.slip ?? 0);
    const png = Buffer.from(slips[0]?.picture.split(',')[1] ?? '', 'base64');
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([576, slips[0]?.height]);
    world.close();
    expect(someWorld(folder).world.view().slips).toEqual(slips);
  });

  it('breaks the printer in each way that a person can see, and mends it', async () => {
    const { world } = someWorld();
    const printer = opened(new EscposPrinter({ path: world.bench.ports.printer.path }));
    await statusWhere(printer, ready);
    // The driver begins with a cut of whatever hangs out; the jam below is to stop the one after a slip.
    expect(await printer.print(slip(0x3c))).toMatchObject({ ok: true });
    const seen: Record<string, unknown> = {};
    for (const fault of ['paper-near-end', 'paper-out', 'cover-open'] as const) {
      world.breakPrinter(fault);
      const status = await printer.check();
      expect(world.view().printerFault).toBe(fault);
      seen[fault] = status.state === 'ready' ? status.notice?.code : codeOf(status);
    }
    expect(seen).toEqual({
      'paper-near-end': 'device.paper-near-end',
      'paper-out': 'device.paper-out',
      'cover-open': 'device.cover-open',
    });
    world.breakPrinter('cutter-jam');
    await statusWhere(printer, ready);
    expect(await printer.print(slip(0xff))).toMatchObject({ ok: false, error: { sent: 'maybe-printed' } });
    world.tearOff();
    expect(world.view().slips).toMatchObject([{ torn: true }, { torn: false }]);
    world.breakPrinter('none');
    await statusWhere(printer, ready);
    expect(await printer.print(slip(0x0f))).toMatchObject({ ok: true });
  });

  it('pulls a cable and puts it back: the driver is there again by itself', async () => {
    const { world } = someWorld();
    const reader = opened(new MrzSerialReader({ path: world.bench.ports.document.path }));
    await statusWhere(reader, ready);
    world.plug('document', false);
    await statusWhere(reader, ({ state }) => state === 'missing');
    expect(world.view().plugged).toEqual({ document: false, fingerprint: true, printer: true });
    world.plug('document', true);
    await statusWhere(reader, ready);
    expect((await viewWhere(world, ({ plugged }) => plugged.document)).plugged.document).toBe(true);
  });

  it('knows nobody who is not there', () => {
    const { world } = someWorld();
    const voter = somebody(world, 'ordinary');
    expect(() => world.layDocument({ person: 'nobody', document: 0 })).toThrow(NotInWorld);
    expect(() => world.layDocument({ person: voter.person, document: 7 })).toThrow(NotInWorld);
    expect(() => world.putFinger({ person: 'nobody', finger: 1, condition: 'good' })).toThrow(NotInWorld);
    expect(() => world.portrait('nobody')).toThrow(NotInWorld);
    expect(world.portrait(voter.person)).toMatch(/^data:image\/svg\+xml;base64,/);
    expect(world.view()).toMatchObject({ document: null, finger: null });
  });
});
