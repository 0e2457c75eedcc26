import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Application, Decision } from '../../../../core/application/application.ts';
import type { Election } from '../../../../core/election/election.ts';
import { defaultPolicy } from '../../../../core/election/policy-default.ts';
import type { PersonEntry } from '../../../../core/election/station.ts';
import type { Trust } from '../../../../core/journal/trust.ts';
import type { Problem } from '../../../../core/problem/catalogue.ts';
import type { Result } from '../../../../core/problem/result.ts';
import type { Cost } from '../../../access/code.ts';
import { type DeviceRequest, deviceRequestSchema } from '../../../access/keys.ts';
import { DECISIONS_PREFIX, readApplications, writeDecisions } from '../../../applications/files.ts';
import { demoDocumentState } from '../../../demo/document-state.ts';
import { writeDemoPackage } from '../../../demo/package.ts';
import { demoPeople, demoPersonEntries } from '../../../demo/people.ts';
import { type DemoVoter, demoVoters } from '../../../demo/voters.ts';
import { pseudonymOf } from '../../../identification/register/seal.ts';
import { type Commission, openCommission } from '../../../package/commission.ts';
import { trustFromPackage } from '../../../package/trust.ts';
import { ORDER_ENDING, writeWipeOrder } from '../../../package/wipe-order.ts';
import { makeFolder } from '../../../storage/folder.ts';
import type { Calendar } from '../calendar.ts';

/** A station's package that lies on a stick. */
export interface OnStick {
  readonly path: string;
  readonly election: Election;
  readonly station: string;
  readonly voters: readonly DemoVoter[];
}

/** The commission. It never stands before the kiosk: it gives and takes files. */
export class ElectionCommission {
  readonly #commission: Commission;
  readonly #folder: string;
  readonly #cache: string;
  readonly #calendar: Calendar;
  readonly #codeCost: Cost | undefined;
  readonly #onProgress: (step: string, done: number, of: number) => void;
  #request: DeviceRequest | null = null;
  #people: readonly PersonEntry[] | null = null;
  #versions = 0;
  #orders = 0;

  constructor(around: {
    readonly folder: string;
    readonly cache: string;
    readonly calendar: Calendar;
    readonly codeCost?: Cost;
    readonly onProgress: (step: string, done: number, of: number) => void;
  }) {
    makeFolder(around.folder);
    this.#folder = around.folder;
    this.#cache = around.cache;
    this.#calendar = around.calendar;
    this.#codeCost = around.codeCost;
    this.#onProgress = around.onProgress;
    this.#commission = openCommission(around.folder, 'Көрсөтмө комиссия', true);
  }

  /** Registers the device whose request lies on the stick. @returns where its certificate lies */
  async register(stick: string, request: string, station: string): Promise<string> {
    this.#request = deviceRequestSchema.parse(JSON.parse(readFileSync(join(stick, request), 'utf8')));
    const certificate = good(await this.#commission.register(this.#request, station));
    const path = join(stick, `taanuu-certificate-${this.#request.device}.json`);
    writeFileSync(path, JSON.stringify(certificate));
    return path;
  }

  /** Sends the device to another station; its next package is of there. */
  async assign(station: string): Promise<void> {
    if (!this.#request) throw new Error('no device is registered');
    good(await this.#commission.register(this.#request, station));
  }

  /** Writes the next package of a station to a stick. */
  async package(stick: string, election: Election, station: string, voters: readonly DemoVoter[]): Promise<OnStick> {
    this.#versions += 1;
    const name = election.mode === 'training' ? 'training' : election.id;
    const path = join(stick, `${name}-${station}-v${this.#versions}.taanuu`);
    // Making codes takes long, and they stay the same.
    this.#people ??= await demoPersonEntries(station, demoPeople, this.#codeCost);
    await writeDemoPackage(path, {
      ...{ commission: this.#commission, election, voters, precinct: station, version: this.#versions },
      policy: defaultPolicy,
      everybody: demoVoters(),
      people: this.#people.map((one) => (one.station === null ? one : { ...one, station })),
      documentAuthority: demoDocumentState(this.#folder).authority.certificate,
      cache: this.#cache,
      created: this.#calendar.now(),
      onProgress: this.#onProgress,
    });
    return { path, election, station, voters };
  }

  /** Whose journals are believed, by the word of a package. */
  async trust({ path }: OnStick): Promise<Trust> {
    return good(await trustFromPackage(path, { known: 'key', root: this.#commission.trust.root })).trust;
  }

  /** Who is meant by each pseudonym of an election's journal: the record's id. */
  pseudonyms({ election, voters }: Pick<OnStick, 'election' | 'voters'>): ReadonlyMap<string, string> {
    const key = Buffer.from(this.#commission.secrets(election.id, election.mode).pseudonyms, 'base64url');
    return new Map(voters.map(({ record }) => [pseudonymOf(key, record.pin), record.record]));
  }

  /**
   * Decides on the applications of a file from a stick and writes the signed answers there.
   * @returns the answers, each with what was asked
   */
  decide(
    stick: string,
    file: string,
    decided: (application: Application) => Decision,
  ): readonly (readonly [Application, Decision])[] {
    const bytes = readFileSync(join(stick, file));
    const signing = Buffer.from(this.#request?.signing ?? '', 'base64url');
    const read = good(readApplications(bytes, basename(file), () => signing));
    const answers = read.applications.map((one) => [one, decided(one)] as const);
    const { election, mode, station } = read;
    const told = { election, mode, station, made: this.#calendar.now().toISOString() };
    const text = writeDecisions({ ...told, decisions: answers.map(([, answer]) => answer) }, (message) =>
      this.#commission.sign(message),
    );
    writeFileSync(join(stick, `${DECISIONS_PREFIX}-${station}.json`), text);
    return answers;
  }

  /** Writes the signed order to empty the device of an election to a stick. @returns its path */
  orderWipe(stick: string, { election, station }: Pick<OnStick, 'election' | 'station'>): string {
    this.#orders += 1;
    const path = join(stick, `order-${this.#orders}${ORDER_ENDING}`);
    const text = writeWipeOrder(this.#commission, {
      format: 'taanuu/wipe-order/1',
      number: `12/${this.#orders}`,
      created: this.#calendar.now().toISOString(),
      device: this.#request?.device ?? '',
      ...{ election: election.id, mode: election.mode, station },
    });
    writeFileSync(path, text);
    return path;
  }
}

/** What must go well at the commission; a problem is a fault of the simulation or of the product. */
function good<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}
