import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deviceRequestSchema, provesItsKeys } from '../../main/access/keys.ts';
import { deviceCommand } from '../../main/cli/device.ts';
import { compiledBefore } from '../../main/cli/simulate/house.ts';
import { serialTable } from '../../main/identification/devices/setup.ts';
import { readPassport } from '../../main/identification/provisioning/passport-file.ts';
import { root } from '../../tools/say.ts';
import { type Made, makeStation, type Run, runStation } from './kit/demo-station.ts';
import { Hands } from './kit/hands.ts';
import { type ChromiumKiosk, chromiumKiosk, type Scratch, scratch } from './kit/kiosk.ts';
import { savesRequest, takesCertificate } from './kit/steps/registration.ts';
import { said } from './kit/words.ts';

/** A kiosk out of its box, that no commission knows, comes to one by nothing but its screen and a stick. */
describe('an empty device', () => {
  let room: Scratch;
  let stick: string;
  let kiosk: ChromiumKiosk;
  let desk: Hands;

  beforeAll(async () => {
    room = scratch();
    stick = join(room.folder, 'stick');
    mkdirSync(stick);
    const none = join(room.folder, 'none');
    const devices = serialTable({ fingerprint: `${none}/a`, document: `${none}/b`, printer: `${none}/c` }, {});
    writeFileSync(join(room.folder, 'kiosk.json'), JSON.stringify({ devices, folders: [stick], firstPackage: null }));
    const entry = join(root, 'main/identification/main.ts');
    const args = [room.folder, join(root, 'dist/renderer'), '0'];
    kiosk = await chromiumKiosk([{ name: 'identification', entry, args, env: compiledBefore() }]);
    desk = new Hands(await kiosk.page('officer'), null as never);
  }, 120_000);
  afterAll(async () => {
    await kiosk?.close();
    room?.close();
  });

  it('writes its request to a stick, and takes the commission’s key by the words of the certificate that comes back', async () => {
    await savesRequest(desk);
    const [file = ''] = readdirSync(stick);
    const request = deviceRequestSchema.parse(JSON.parse(readFileSync(join(stick, file), 'utf8')));
    expect(provesItsKeys(request)).toBe(true);

    const told: string[] = [];
    const io = { out: (line: string) => void told.push(line), complain: (line: string) => void told.push(line) };
    const commission = join(room.folder, 'commission');
    const certificate = 'taanuu-certificate-0001.json';
    const args = ['register', '--commission', commission, '--name', 'БШК', '--request', join(stick, file)];
    expect(await deviceCommand([...args, '--station', '0001', '--out', join(stick, certificate)], io)).toBe(0);
    const words = /root words +(.+)/.exec(told.join('\n'))?.[1]?.split(' ') ?? [];

    expect(await takesCertificate(desk, certificate)).toEqual(words);
    expect(await desk.button(said('kit:certificate.title')).count()).toBe(0);
    await desk.button(said('kit:registration.back')).click();
    await desk.heading(said('chair:packages.first')).waitFor();
  });
});

/** What belongs to the kit as a whole: its registration, its passport, its map. */
describe('the technician’s page of this kiosk', () => {
  let made: Made;
  let run: Run;
  let kiosk: ChromiumKiosk;
  let desk: Hands;
  const slips = () => run.ledger.entries().filter((entry) => entry.fact === 'slip').length;

  beforeAll(async () => {
    made = await makeStation(4);
    run = runStation(made);
    kiosk = await chromiumKiosk(run.plan);
    desk = new Hands(await kiosk.page('officer'), run.world);
    await desk.heading(said('parts:sign-in.who')).waitFor({ timeout: 60_000 });
    await desk.light('printer').waitFor({ timeout: 60_000 });
    await desk.signIn('technician');
    await desk.button(said('technician:page.kiosk')).click();
  }, 300_000);
  afterAll(async () => {
    await kiosk?.close();
    run?.close();
    made?.close();
  });

  const open = (name: string) =>
    desk.page
      .locator('main')
      .getByRole('button', { name: said(`kit:kiosk.${name}`) })
      .click();
  const back = () => desk.button(said('kit:registration.back')).click();

  it('says which station the package gives the kiosk', async () => {
    await open('registration');
    await desk.page.getByText(said('kit:registration.station.own', { station: '0001', version: 1 })).waitFor();
    await back();
  });

  it('keeps what a technician notes of a device, prints it, and writes it to a stick', async () => {
    await open('passport');
    await desk.page.getByText(said('kit:passport.notes.none')).waitFor();
    await desk.button(said('kit:passport.note')).click();
    const sheet = desk.page.getByRole('dialog');
    await sheet.getByRole('button', { name: said('kit:passport.kind.replaced') }).click();
    await sheet.getByRole('button', { name: said('parts:device.printer') }).click();
    for (const key of 'X7K-42') await desk.button(key, sheet).click();
    await desk.button(said('kit:passport.note.on'), sheet).click();
    await desk.button(said('kit:passport.usual.broken'), sheet).click();
    await desk.button(said('kit:passport.note.done'), sheet).click();
    await sheet.waitFor({ state: 'hidden' });
    await desk.page.getByText('X7K-42').first().waitFor();
    await desk.page.getByText(said('kit:passport.usual.broken')).waitFor();

    const before = slips();
    await desk.button(said('kit:passport.print')).click();
    await expect.poll(slips, { timeout: 30_000 }).toBeGreaterThan(before);

    await desk.button(said('kit:passport.save')).click();
    await desk.target('stick', sheet).click();
    await sheet.getByText(said('parts:write.done')).waitFor();
    await desk.button(said('parts:close'), sheet).click();
    const file = readdirSync(run.stick).find((name) => name.startsWith('taanuu-passport')) ?? '';
    const read = readPassport(readFileSync(join(run.stick, file)), file);
    expect(read.ok && read.value.notes).toMatchObject([{ kind: 'replaced', peripheral: 'printer', serial: 'X7K-42' }]);
    await back();
  });

  it('draws the map of the kit with the number that was noted', async () => {
    await open('map');
    await desk.page.getByText('№ X7K-42').waitFor({ timeout: 30_000 });
    const before = slips();
    await desk.button(said('kit:passport.print')).click();
    await expect.poll(slips, { timeout: 30_000 }).toBeGreaterThan(before);
    await desk.button(said('kit:map.save')).click();
    const sheet = desk.page.getByRole('dialog');
    await desk.target('stick', sheet).click();
    await sheet.getByText(said('parts:write.done')).waitFor();
    expect(readdirSync(run.stick).some((name) => /^taanuu-kit-.*\.pdf$/.test(name))).toBe(true);
  });
});
