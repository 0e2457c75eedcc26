import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRouterClient } from '@orpc/server';
import { pino } from 'pino';
import type { Step } from '../../../../core/admission/step.ts';
import { isProblem } from '../../../../core/problem/catalogue.ts';
import { ok } from '../../../../core/problem/result.ts';
import type { WindowName } from '../../../access/table.ts';
import type { Connection } from '../../../api/server-call.ts';
import { demoPeople } from '../../../demo/people.ts';
import { joinHouse } from '../../../host/child.ts';
import { windowSecret } from '../../../host/window-secret.ts';
import { readKioskFile } from '../../../identification/config.ts';
import { identificationRouter } from '../../../identification/router.ts';
import { locksOwed, unconfirmedAdmissions } from '../../../identification/state/national-lock.ts';
import { openReservations, stationOf } from '../../../identification/state/read.ts';
import { Steps } from '../../../identification/steps.ts';
import { openZone } from '../../../identification/zone.ts';
import { lockFolder } from '../../../storage/lock.ts';
import { must } from '../desk-client.ts';
import { type Asked, type Deed, linesOf, type Said, type Settled, type Sight, type VisitSaid } from './protocol.ts';

/**
 * The identification zone of a kiosk in a simulated network: `node zone-process.ts STATE_DIR SOCKET PAPER`, under its
 * supervisor and beside its link. Rooms, router, journal and network are those that ship. Two things are others: instead of
 * a window the simulator sits at a socket, below which every call goes through the same router; and there is no device
 * host: every slip comes out at once, and its number in the file PAPER is the paper.
 */
const [stateDir = '', socket = '', paper = ''] = process.argv.slice(2);
const log = pino({ name: 'identification' }, pino.destination({ fd: 2, sync: true }));
/** This machine's clock, whatever day the kiosk believes it is. */
const trueNow = (): number => performance.timeOrigin + performance.now();

let stop = async (): Promise<void> => {};
const house = await joinHouse(() => stop());
const lock = lockFolder(stateDir);
const config = readKioskFile(stateDir);
if (!lock.ok) throw new Error(lock.error.code);
if (!config.ok) throw new Error(JSON.stringify(config.error));
const opened = await openZone({
  ...{ stateDir, config: config.value, serves: false, link: house },
  now: () => new Date(),
  monotonic: () => performance.now(),
  steps: new Steps(house, await windowSecret(house)),
  powerDown: () => {},
  memory: { held: house.held.register ?? null, hold: (value) => house.hold('register', value) },
});
if (!opened.ok) throw new Error(opened.error.code);
const zone = opened.value;
const { kiosk } = zone;

/** The receipt that was handed to the printer last; it comes out whole, and at once. */
zone.devices.print = async () => {
  const last = kiosk.db.prepare<[], string>('select line from journal order by seq desc limit 1').pluck().get();
  const { type, body } = JSON.parse(last ?? '{}') as {
    readonly type: string;
    readonly body: { readonly receipt?: string };
  };
  if (type === 'print.handed') appendFileSync(paper, `${body.receipt}\n`);
  return ok(null);
};
// No device is plugged in, and nobody looks for any.
zone.devices.start = () => {};
Object.defineProperty(zone.devices, 'health', { get: () => [] });
await zone.start();
const connection: Connection<WindowName> = { id: 1, window: 'officer', closed: new AbortController().signal };
const desk = createRouterClient(identificationRouter(zone), { context: { window: 'officer', connection } });

const credential = (id: string) => ({ person: id, code: demoPeople.find((one) => one.id === id)?.code ?? '' });
const two = [credential('chair'), credential('member-1')];
const LOOK_MS = 1;
const PATIENCE_MS = 60_000;

async function until<T>(look: () => T | null, what: string): Promise<T> {
  const began = performance.now();
  for (;;) {
    const seen = look();
    if (seen !== null) return seen;
    if (performance.now() - began > PATIENCE_MS) throw new Error(`waited in vain for ${what}; ${zone.way.step.at}`);
    await sleep(LOOK_MS);
  }
}

/** The next step at which something is asked of a person. */
const nextStep = (): Promise<Step> =>
  until(() => {
    const { step } = zone.way;
    return ['looking-up', 'locking', 'reserving', 'printing'].includes(step.at) ? null : step;
  }, 'the next step');

/** When this kiosk learned what, as its database did: nothing of it is asked of the product's own code. */
const learned: (readonly [string, number])[] = [];
let watched: unknown = null;
function watch(): void {
  const { db } = kiosk;
  if (watched === db) return;
  watched = db;
  db.function('learned', (line) => {
    const event = JSON.parse(String(line)) as { readonly body: { readonly admission: string } };
    learned.push([event.body.admission, trueNow()]);
    return null;
  });
  for (const table of ['journal', 'peer_event']) {
    db.exec(`create temp trigger learn_${table} after insert on main.${table}
      when new.type = 'admission.confirmed' begin select learned(new.line); end`);
  }
}

async function sit(): Promise<void> {
  await until(() => kiosk.inForce(), 'the package');
  watch();
  if (kiosk.inForce()?.register.locked) must(await desk.station.unlock({ approvers: two }));
  if (stationOf(kiosk.db).stage === 'ready') {
    must(await desk.access.signIn(credential('chair')));
    must(await desk.station.open({ approvers: two, copies: 1 }));
  }
  if (zone.desk.person?.role !== 'officer') must(await desk.access.signIn(credential('officer-1')));
}

async function visit(pin: string): Promise<VisitSaid> {
  const began = performance.now();
  must(await desk.voter.find({ text: pin }));
  for (;;) {
    const step = await nextStep();
    const { admission } = zone.way;
    switch (step.at) {
      case 'override':
        must(await desk.voter.override({ reason: 'laboratory', approvers: [credential('officer-1')] }));
        await until(() => (zone.way.step.at === 'override' ? null : true), 'the decision');
        break;
      case 'admitted':
      case 'refused': {
        must(await desk.voter.finish({}));
        const reason = step.at === 'refused' ? step.refusal.reason : null;
        return { outcome: step.at, reason, admission, ms: performance.now() - began };
      }
      default:
        throw new Error(`nobody knows what to do at ${step.at}`);
    }
  }
}

/** The paper says what came of a reservation that a stop has left open. */
async function settle(): Promise<readonly Settled[]> {
  const settled: Settled[] = [];
  for (const { admission, voter } of openReservations(kiosk.db)) {
    const receipt = kiosk.db
      .prepare<[string], string>('select receipt from receipt where admission = ? order by receipt desc limit 1')
      .pluck()
      .get(admission);
    const isOut = receipt !== undefined && slips().includes(receipt);
    if (isOut) must(await desk.reservation.slipIsOut({ admission, receipt }));
    else must(await desk.reservation.release({ admission, reason: 'laboratory', approvers: two }));
    await until(() => (['admitted', 'idle'].includes(zone.way.step.at) ? true : null), 'the settled reservation');
    if (zone.way.step.at === 'admitted') must(await desk.voter.finish({}));
    settled.push({ admission, voter, outcome: isOut ? 'admitted' : 'released' });
  }
  return settled;
}

function slips(): readonly string[] {
  try {
    return readFileSync(paper, 'utf8').split('\n');
  } catch {
    return [];
  }
}

function look(): Sight {
  const { db } = kiosk;
  const heads = db
    .prepare<[string], { device: string; seq: number }>(
      `select device, max(seq) as seq from peer_event group by device
       union all select ?, max(seq) from journal`,
    )
    .all(kiosk.device);
  return {
    stage: stationOf(db).stage,
    problems: zone.kiosks
      .problems()
      .filter(isProblem)
      .map(({ code, params }) => ({ code, device: params?.device === undefined ? null : String(params.device) })),
    seen: zone.kiosks.view()?.others.flatMap(({ device, seen }) => (seen ? [device] : [])) ?? [],
    heads: Object.fromEntries(heads.map(({ device, seq }) => [device, seq])),
    promised: db.prepare<[], number>('select count(*) from promised').pluck().get() ?? 0,
    locksOwed: locksOwed(db).length,
    unconfirmed: unconfirmedAdmissions(db).filter(({ refused }) => refused === null || refused.how === 'not-open')
      .length,
    last: db.prepare<[], string>('select line from journal order by seq desc limit 1').pluck().get() ?? '',
    learned: learned.splice(0),
  };
}

async function done(deed: Deed): Promise<Said> {
  switch (deed.do) {
    case 'sit':
      await sit();
      return { ok: true };
    case 'visit':
      return { ok: true, visit: await visit(deed.pin) };
    case 'settle':
      return { ok: true, settled: await settle() };
    case 'look':
      return { ok: true, sight: look() };
  }
}

rmSync(socket, { force: true });
const server = createServer((caller) => {
  caller.setEncoding('utf8');
  caller.on('error', () => {});
  caller.on(
    'data',
    linesOf((line) => {
      const { id, deed } = JSON.parse(line) as Asked;
      const answer = (said: Said): void => void caller.write(`${JSON.stringify({ id, said })}\n`);
      done(deed).then(answer, (error: unknown) => answer({ ok: false, why: String(error) }));
    }),
  );
});
server.listen(socket, () => {
  house.ready({}, () => null);
  log.info({}, 'the zone of a simulated kiosk is there');
  // Whoever is killed writes nothing down: those that come after it need not compile everything anew.
  flushCompileCache();
});
stop = async () => {
  server.close();
  await zone.stop();
};
