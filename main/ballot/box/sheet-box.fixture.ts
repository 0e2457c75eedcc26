import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import type { BallotBoxPolicy } from '../../../core/election/policy-ballot-box.ts';
import { defaultPolicy } from '../../../core/election/policy-default.ts';
import type { HatchStage, IntoBallotZone, OutOfBallotZone } from '../../../core/hatch/hatch.ts';
import type { GrayPage } from '../../../drivers/scanner/page-scanner.ts';
import { SimulatedBallotBox } from '../../../drivers/simulator/ballot-box/box.ts';
import type { PaperSheet } from '../../../drivers/simulator/ballot-box/whereabouts.ts';
import { SimulatedPort } from '../../../drivers/simulator/pty.ts';
import { afterTest, temporaryFolder } from '../../../drivers/testing/clean-up.ts';
import { BallotPaper, type FilledIn } from '../../demo/ballot-paper.ts';
import { makeBallotStation } from '../../demo/ballot-station.ts';
import { demoElection } from '../../demo/voters.ts';
import type { BallotConfig } from '../config.ts';
import { BallotZone } from '../zone.ts';
import { SheetBox } from './sheet-box.ts';

export const election = demoElection();
export const SITTING = '2023-10-08-1';
/** A sheet of constituency saruu-1, where station 0001 is. */
export const STYLE = 'council-1';
export const paper = new BallotPaper(election);

/** A ballot of the demonstration with these options marked. */
export function ballot(
  marked: readonly string[],
  more: Partial<FilledIn> & { readonly of?: BallotPaper } = {},
): GrayPage {
  const { of = paper, style = STYLE, test = false } = more;
  return of.ballot({ style, test, marked: { deputy: marked } }, marked.join());
}

export const sheetOf = (name: string, page: GrayPage, more: Partial<PaperSheet> = {}): PaperSheet => ({
  ...{ name, page, lengthMm: 297 },
  ...more,
});

export type Room = Awaited<ReturnType<typeof boxRoom>>;

/**
 * A ballot zone with real keys, stores and journal, its device host as a process, and on the other end of a
 * pseudo-terminal a box that outlives all of them.
 */
export async function boxRoom(
  box: Partial<BallotBoxPolicy> = {},
  testBeforeOpening = true,
  feeder: BallotConfig['feeder'] = null,
) {
  const folder = temporaryFolder();
  const hatch = join(folder, 'hatch');
  const { ballotBox, results } = defaultPolicy;
  const policy = { ...defaultPolicy, ballotBox: { ...ballotBox, ...box }, results: { ...results, testBeforeOpening } };
  const { offer } = await makeBallotStation({ folder, hatch, election, policy, precinct: '0001' });
  const port = new SimulatedPort(join(folder, 'box'));
  let standing = new SimulatedBallotBox(port, { speed: 2_000 });
  port.plug();
  afterTest(() => port.unplug());
  const said: OutOfBallotZone[] = [];
  const stateDir = join(folder, 'ballot');
  mkdirSync(stateDir);

  const start = async () => {
    let tell: (message: unknown) => void = () => {};
    const opened = await BallotZone.open(
      {
        stateDir,
        config: {
          reader: { path: port.path, scanner: null },
          printer: null,
          feeder,
          capacity: 60,
          slotBytes: 8192,
          hatch,
        },
        printer: null,
        now: () => new Date('2023-10-08T09:00:00+06:00'),
        house: {
          throughHatch: (message) => void said.push(message as OutOfBallotZone),
          onHatch: (take) => {
            tell = take;
          },
        },
      },
      (frame) => new SheetBox(frame, { path: port.path, scanner: null }),
    );
    if (!opened.ok) throw new Error(opened.error.code);
    await opened.value.start();
    return { zone: opened.value, tell: (message: IntoBallotZone) => tell(message) };
  };
  let now = await start();
  afterTest(() => now.zone.stop());

  const room = {
    ...{ folder, stateDir, port, said },
    /** The box that stands under the reader now. */
    get simulated() {
      return standing;
    },
    get zone() {
      return now.zone;
    },
    get box() {
      return now.zone.box as SheetBox;
    },
    /** The station's stage, as the identification zone tells it. */
    stage: (stage: HatchStage) => now.tell({ hatch: 'stage', stage, sitting: stage === 'wiped' ? null : SITTING }),
    tell: (message: IntoBallotZone) => now.tell(message),
    /** What is in the store, by the marks of its ballots. */
    kept: () => {
      const read = now.zone.frame.ballots.records();
      if (!read.ok) throw new Error(read.error.code);
      return read.value.map(({ parts }) => parts.flatMap(({ marked }) => marked).join('+')).toSorted();
    },
    shows: async (what: string, timeout?: number) =>
      expect.poll(() => JSON.stringify(now.zone.box.show), timeout ? { timeout } : {}).toContain(what),
    /** Until the box shows that the next sheet may come. */
    ready: () => room.shows('"ready"'),
    insert: (name: string, page: GrayPage, more: Partial<PaperSheet> = {}) =>
      expect(standing.path.insert(sheetOf(name, page, more))).toBe(true),
    accepted: async (name: string) => {
      await expect.poll(() => standing.whereabouts.of(name)).toMatch(/valid/);
      await expect.poll(() => now.zone.box.busy).toBe(false);
    },
    /** The device host's process. */
    hostPid: () => childOf(process.pid, 'ballot/devices/host.ts'),
    /** Another box of another name is plugged in instead. */
    otherBox: () => {
      port.unplug();
      standing.powerOff();
      standing = new SimulatedBallotBox(port, { speed: 2_000, name: 'B-0999' });
      port.plug();
    },
    /** Stops and starts the zone again. */
    restart: async () => {
      await now.zone.stop();
      now = await start();
    },
  };
  now.tell(offer);
  await vi.waitFor(() => expect(now.zone.frame.packages.taken).not.toBeNull(), { timeout: 20_000 });
  room.stage('ready');
  const zone = now.zone;
  const actor = { role: 'chair', person: 'chair' } as const;
  expect(zone.day.assignBox('B-1', null, ['chair', 'member-1'], actor)).toEqual({ ok: true, value: null });
  return room;
}

/** The one process that owns the scanner with a feeder. */
export const feederHost = (): number => childOf(process.pid, 'feeder-host.ts');

/** The one process that was started by another and has this in its command line. */
function childOf(parent: number, what: string): number {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ').map(Number);
  const found = children.filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(what));
  expect(found).toHaveLength(1);
  return found[0] ?? 0;
}
