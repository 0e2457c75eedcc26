import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { toHex, utf8 } from '../../../../core/crypto/encoding.ts';
import type { JournalEvent } from '../../../../core/journal/event.ts';
import { createVerifier } from '../../../../core/journal/verify.ts';
import { openKeys } from '../../../access/keys.ts';
import { nodeCrypto } from '../../../crypto/node.ts';
import { rebuild, stateDifferences } from '../../../identification/state/rebuild.ts';
import { journalName, openStore } from '../../../identification/store.ts';
import { openCommission } from '../../../package/commission.ts';
import { ORDER_ENDING, writeWipeOrder } from '../../../package/wipe-order.ts';
import { type Canary, filesBelow, found, secretKeys, template } from '../canaries.ts';
import { ChainWatch } from '../chain-watch.ts';
import { stationSlips } from '../chair.ts';
import { devicesReady } from '../chores.ts';
import { must } from '../desk-client.ts';
import { type Imaged, image, leftBehind } from '../election/left-behind.ts';
import type { Station } from '../station.ts';

/** What lies in the kiosk's folder for the demonstration's sake: the commission's things, and how the kiosk is put together. */
const NOT_THE_KIOSKS = ['commission', 'packages', 'demo.json', 'document-state.json', 'kiosk.json'];
const OWN = journalName({ election: 'none', mode: 'laboratory', station: 'none' });
const NUMBER = '12/1';
/** So many bytes from the middle of a register's file are not found in another one by chance. */
const SAMPLE_BYTES = 32;

/** What a device was before it is emptied, so that each piece of it can be looked for afterwards. */
export interface Before {
  /** Where the commission's order lies. */
  readonly order: string;
  readonly imaged: Imaged;
  /** Keys, pieces of the register, and how templates begin. */
  readonly canaries: readonly Canary[];
}

/** Looks at a kiosk that is off, and puts the commission's order to empty it on its first stick. */
export function beforeTheWipe({ kiosk, demo, stick }: Station, precinct: string, room: string): Before {
  const imaged = image(kiosk, join(room, 'imaged'));
  const own = ownKeys(kiosk, demo.keys.databaseKey(OWN));
  const keys = join(room, 'keys-of-the-election');
  rmSync(keys, { recursive: true, force: true });
  mkdirSync(keys);
  for (const name of readdirSync(join(kiosk, 'keys')).filter((one) => !own.includes(one))) {
    copyFileSync(join(kiosk, 'keys', name), join(keys, name));
  }
  const order = join(stick, `order${ORDER_ENDING}`);
  const text = writeWipeOrder(openCommission(join(kiosk, 'commission'), '', true), {
    format: 'taanuu/wipe-order/1',
    ...{ number: NUMBER, created: new Date().toISOString(), device: demo.keys.device },
    ...{ election: demo.election.id, mode: demo.election.mode, station: precinct },
  });
  writeFileSync(order, text);
  return { order, imaged, canaries: [...secretKeys(keys), ...pieces(join(kiosk, 'register')), ...template] };
}

/** Everything that is wrong with a device that was emptied and is off: what is left, and what its own journal lacks. */
export async function emptiedWrong({ kiosk, demo }: Station, { imaged, canaries }: Before): Promise<readonly string[]> {
  const keys = await openKeys(kiosk);
  if (!keys.ok) return [`the device's keys: ${keys.error.code}`];
  const left = await leftBehind({
    ...{ kiosk, imaged, election: demo.election.id, voters: demo.voters, told: [], except: NOT_THE_KIOSKS },
    keys: ownKeys(kiosk, keys.value.databaseKey(OWN)),
  });
  return [...left, ...found(filesBelow(kiosk, NOT_THE_KIOSKS), canaries), ...ownJournalWrong(kiosk, keys.value)];
}

/** The proof: begun once and done once, in a journal that holds together and from which the state is made anew. */
function ownJournalWrong(kiosk: string, keys: Station['demo']['keys']): readonly string[] {
  const own = openStore({ stateDir: kiosk, keys, election: null, now: () => new Date() });
  if (!own.ok) return [`the device's own journal: ${own.error.code}`];
  const { db, journal } = own.value;
  try {
    const events: readonly JournalEvent[] = [...journal.events()];
    const { device, signing } = keys;
    const trusted = { device, key: signing.key, algorithm: 'Ed25519', publicKey: toHex(signing.publicKey) } as const;
    const verifier = createVerifier({ trust: { election: 'none', devices: [trusted] }, crypto: nodeCrypto });
    for (const line of journal.lines(1, events.length)) verifier.push(utf8(line));
    const finding = verifier.finding();
    const count = (type: string) => events.filter((event) => event.type === type).length;
    return [
      ...(finding ? [`the device's own journal, event ${finding.seq}: ${finding.cause}`] : []),
      ...(['wipe.begun', 'wipe.done'] as const).flatMap((type) =>
        count(type) === 1 ? [] : [`${type} stands ${count(type)} times in the device's own journal`],
      ),
      ...stateDifferences(db, rebuild(events)).map((one) => `the device's own state: ${one}`),
    ];
  } finally {
    db.close();
  }
}

/** The empty device tells of its wipe, proves it on paper, and takes the next package as if it had never had one. */
export async function goesOnEmpty(station: Station, precinct: string): Promise<readonly string[]> {
  const { demo, kiosk, stick, trust } = station;
  const wrong: string[] = [];
  const desk = await station.desk();
  const { last } = await desk.client.wipe.orders({});
  if (last?.number !== NUMBER || last.election !== demo.election.id) wrong.push('the device tells of no wipe');
  await devicesReady(desk);
  const paper = stationSlips(station);
  must(await desk.client.wipe.printSlip({}));
  if (stationSlips(station) !== paper + 1) wrong.push('the proof of the wipe did not come out');
  const path = join(stick, basename(demo.package));
  copyFileSync(demo.package, path);
  must(await desk.client.station.import({ path }));
  const view = await desk.until(({ station: seen }) => seen.stage === 'ready', 'the next package');
  if (view.station.election?.id !== demo.election.id) wrong.push('another package is in force than was imported');
  const { id, mode } = demo.election;
  const next = new ChainWatch(kiosk, journalName({ election: id, mode, station: precinct }), demo.keys, trust);
  const chain = next.look();
  if (chain) wrong.push(`the next journal: ${chain}`);
  desk.close();
  return wrong;
}

/** Names of the key files that a device keeps for life: who it is, whom it trusts, and the key of its own journal. */
function ownKeys(kiosk: string, key: Uint8Array): readonly string[] {
  const folder = join(kiosk, 'keys');
  return readdirSync(folder).filter((name) => !name.endsWith('.key') || readFileSync(join(folder, name)).equals(key));
}

/** A piece of each file of the registers, as it lies there. */
function pieces(folder: string): readonly Canary[] {
  return filesBelow(folder, []).flatMap((path) => {
    const { size } = statSync(path);
    if (size < SAMPLE_BYTES) return [];
    const bytes = readFileSync(path).subarray(size >> 1, (size >> 1) + SAMPLE_BYTES);
    return [{ name: `a piece of ${basename(path)}`, bytes: Buffer.from(bytes), word: false }];
  });
}
