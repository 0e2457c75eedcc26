import type { Problem } from '../../../core/problem/catalogue.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import type { KitComparisonView } from '../../api/configuration-views.ts';
import type { ChecklistLine, ReadinessLine, ReadinessReport, Stage } from '../../api/views.ts';
import type { DeviceClient } from '../devices/client.ts';
import type { DeviceSetups } from '../devices/setups.ts';
import { type Kiosk, SYSTEM } from '../kiosk.ts';
import { signedBytes } from './check.ts';
import { clockSet, diskRoom, folderRights, programHash } from './machine.ts';
import { deviceLines, redFirst, reportLine } from './report.ts';

/** What the report looks at. */
export interface ReadinessSources {
  readonly kiosk: Pick<Kiosk, 'now' | 'note' | 'device' | 'head'>;
  readonly keys: Pick<DeviceKeys, 'serial' | 'words' | 'strength' | 'signing' | 'agreement'>;
  readonly devices: Pick<DeviceClient, 'health'>;
  readonly setups: Pick<DeviceSetups, 'all'>;
  readonly stateDir: string;
  /** Folder of the program's floors. */
  readonly program: string;
  readonly version: string;
  readonly stage: () => Stage;
  /** The list to open, whose lines the report holds too. */
  readonly opening: () => readonly ChecklistLine[];
  readonly problems: () => readonly Problem[];
  /** This kiosk against its standard kit, by what is plugged in; and lists of that which could not be had. */
  readonly kit: () => Promise<{
    readonly comparison: Pick<KitComparisonView, 'kit' | 'problem'>;
    readonly problems: readonly Problem[];
  }>;
  /** Windows of the voters' display that are open; null where this zone serves no windows. */
  readonly voterDisplays: () => number | null;
}

/** Everything that must be well before a station opens, on one page, red items first. */
export class Readiness {
  readonly #from: ReadinessSources;
  #last: ReadinessReport | null = null;

  constructor(from: ReadinessSources) {
    this.#from = from;
  }

  /** Looks at everything now, journals what failed, and signs the report with the device's key. */
  async report(): Promise<ReadinessReport> {
    this.#last = await this.#made();
    return this.#last;
  }

  /**
   * The report that was made at this instant, so that screen, paper and file are one; made anew if it is not the last one.
   * @param at null where somebody asks who has none before him
   */
  async reportOf(at: string | null): Promise<ReadinessReport> {
    return this.#last !== null && this.#last.at === at ? this.#last : this.report();
  }

  async #made(): Promise<ReadinessReport> {
    const { kiosk, keys, version, program } = this.#from;
    const lines = redFirst([...(await this.#devices()), ...this.#station(), ...this.#machine()]);
    const failed = lines.filter(({ state }) => state === 'bad').map(({ check }) => check);
    kiosk.note('readiness.checked', { passed: lines.length - failed.length, failed: failed.slice(0, 64) }, SYSTEM);
    const told = {
      device: kiosk.device,
      serial: keys.serial,
      words: keys.words,
      at: kiosk.now().toISOString(),
      version,
      program: programHash(program),
      head: kiosk.head(),
      lines,
      signing: Buffer.from(keys.signing.publicKey).toString('base64url'),
      agreement: Buffer.from(keys.agreement.publicKey).toString('base64url'),
    };
    const signature = Buffer.from(keys.signing.sign(signedBytes(told))).toString('base64url');
    return { ...told, key: keys.signing.key, signature };
  }

  async #devices(): Promise<readonly ReadinessLine[]> {
    const { devices, setups, voterDisplays } = this.#from;
    // Services that a kiosk uses stand among its devices; those that it does not use are nobody's trouble.
    const { comparison, problems } = await this.#from.kit();
    return [
      // A command that only looks at the kiosk serves no windows: nothing can be said of its display.
      ...deviceLines(
        setups.all.filter(({ driver }) => driver !== 'display' || voterDisplays() !== null),
        devices.health,
      ),
      reportLine('kit', comparison.problem, comparison.kit),
      ...problems.map((problem) => reportLine(`list.${problem.params?.part ?? ''}`, problem)),
    ];
  }

  /** The election's part: of the list to open, what is no device, and what is wrong with the station itself. */
  #station(): readonly ReadinessLine[] {
    const { opening, problems, stage } = this.#from;
    const opened = stage() === 'ready' || stage() === 'unprovisioned';
    const listed = opening()
      .filter(({ item }) => !item.startsWith('device-') && (opened || item !== 'zero'))
      .map(({ item, problem, detail }) => reportLine(item, problem, detail));
    const told = new Set(listed.flatMap(({ problem }) => (problem === null ? [] : [problem.code])));
    const others = problems().filter(({ code }) => !told.has(code));
    return [...listed, ...others.map((problem) => reportLine(`problem.${problem.code}`, problem))];
  }

  #machine(): readonly ReadinessLine[] {
    const { stateDir, keys, kiosk, setups, voterDisplays } = this.#from;
    const [disk, folder, clock] = [diskRoom(stateDir), folderRights(stateDir), clockSet(kiosk.now())];
    const displays = voterDisplays();
    return [
      reportLine('disk', disk.problem, disk.detail),
      reportLine('folder', folder.problem, folder.detail),
      reportLine('clock-set', clock.problem, clock.detail),
      reportLine('keys', keys.strength === 'file' ? { code: 'readiness.keys-in-file' } : null),
      // One that is set up stands among the devices.
      ...(displays === null || setups.all.some(({ driver }) => driver === 'display')
        ? []
        : [reportLine('voter-display', displays === 0 ? { code: 'readiness.no-voter-display' } : null)]),
    ];
  }
}
