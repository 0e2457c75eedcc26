import type { Refusal } from '../../../core/admission/step.ts';
import { placeOf } from '../../../core/election/station.ts';
import type { Health } from '../../../core/hub/asks.ts';
import type { JournalName } from '../../../core/hub/names.ts';
import type { Actor, JournalEvent } from '../../../core/journal/event.ts';
import { type IntoLink, linkGone, type OutOfLink, outOfLink, type StationNetwork } from '../../../core/network/link.ts';
import { type Serves, servesBy } from '../../../core/network/shares.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, type Result } from '../../../core/problem/result.ts';
import type { StationOpening } from '../../../core/receipt/opening-sum-slip.ts';
import type { StationSum } from '../../../core/receipt/sum-slip.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import type { Changes } from '../../api/changes.ts';
import type { KioskNetworkView, KiosksTodayView, LinkView, UpstreamView } from '../../api/network-views.ts';
import type { OfferedFile } from '../../api/sittings.ts';
import type { House } from '../../host/child.ts';
import { stationKey } from '../../network/certificates.ts';
import { storageProblem } from '../../storage/failure.ts';
import type { KioskConfig } from '../config.ts';
import type { GoneKiosk } from '../copy/continuing.ts';
import { type Kiosk, SYSTEM } from '../kiosk.ts';
import type { KioskFiles } from '../kiosk-files.ts';
import { OfferedLogs } from '../logs/offered-logs.ts';
import type { Medium } from '../media.ts';
import { PackageShelf } from '../packages/shelf.ts';
import type { PackageSource } from '../packages/source.ts';
import { stationOf } from '../state/read.ts';
import { sittingOf } from '../state/sittings.ts';
import { stationOpening, stationSum } from '../state/station-sum.ts';
import type { Store } from '../store.ts';
import { KioskDecisions } from './decisions.ts';
import { HealthTold } from './health.ts';
import type { HubClock } from './hub-clock.ts';
import { HubLink } from './hub-link.ts';
import { type CarriedConfiguration, Invitations } from './invitations.ts';
import { Joining, type NetworkStation } from './joining.ts';
import { journalLines, journalsOn } from './journal-file.ts';
import { Kiosks } from './kiosks.ts';
import type { NationalLocks } from './national-locks.ts';
import { paired } from './paired.ts';
import { kioskProblems } from './problems.ts';
import type { Permission } from './serving.ts';
import { stationDevices } from './shares-now.ts';
import { linkView, networkView, openingView, type ShownAround, sumView, todayView } from './shown.ts';
import type { UpstreamAsk } from './upstream.ts';

/** How the zone speaks with the link. */
export type LinkLine = Pick<House, 'throughLink' | 'onLink'>;

const TICK_MS = 1_000;

/** Nobody is asked: whoever comes is served here. */
const SERVED: Permission = { serves: { may: true }, over: () => {} };

interface NetworkAround {
  readonly kiosk: Kiosk;
  readonly keys: DeviceKeys;
  readonly files: Pick<KioskFiles, 'current' | 'inForce' | 'own' | 'stateDir' | 'packageKey'>;
  readonly changes: Changes;
  /** Null: this kiosk has no network. */
  readonly link: LinkLine | null;
  readonly config: KioskConfig['network'];
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
  readonly media: () => readonly Medium[];
  /** How this kiosk is put together goes with an invitation, and comes with one. */
  readonly configuration: CarriedConfiguration;
  /** What only the device itself knows of how it is. */
  readonly vitals: () => Vitals;
}

/** The way to the hub. */
export interface HubWay {
  readonly name: JournalName;
  /** By which the hub answers. */
  readonly key: Uint8Array;
  readonly ask: UpstreamAsk;
  readonly clock: HubClock;
  /** No event of the journal waits to go there, or none can. */
  readonly isFree: boolean;
}

/** How the device is, besides its journal. */
export type Vitals = Pick<Health, 'version' | 'battery' | 'onMains' | 'free' | 'problems'>;

/**
 * This kiosk among those of its station. What it knows of the others never stands in the way of its own work but where the
 * signed policy says so: who serves whom while they do not see each other.
 */
export class StationKiosks {
  readonly #around: NetworkAround;
  readonly #stopped = new AbortController();
  #now: { readonly store: Store; readonly kiosks: Kiosks; readonly health: HealthTold | null } | null = null;
  readonly #hub: HubLink;
  readonly #joining: Joining;
  readonly invitations: Invitations;
  /** The journals of the station, for a console in the same network. */
  readonly logs: OfferedLogs;
  #network: Extract<OutOfLink, { link: 'network' }> | null = null;
  #served: string | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(around: NetworkAround) {
    this.#around = around;
    this.#hub = new HubLink((message) => around.link?.throughLink(message));
    const { kiosk, keys, files, monotonic, link } = around;
    const send = (to: string | null, text: () => string): void => this.#send(to, text);
    this.#joining = new Joining({ stateDir: files.stateDir, own: files.own, keys, send });
    const reached = {
      tell: link && ((message: IntoLink) => link.throughLink(message)),
      own: () => this.#network?.own ?? [],
      listen: () => around.config?.listen ?? '',
    };
    this.logs = new OfferedLogs({ kiosk, keys, files, monotonic, ...reached });
    this.invitations = new Invitations({
      ...{ kiosk, files, monotonic, joining: this.#joining, ...reached },
      configuration: around.configuration,
      joined: () => {
        this.#serve();
        kiosk.changed();
      },
    });
  }

  start(): void {
    const { link } = this.#around;
    void this.#follow();
    if (link === null) return;
    link.onLink((raw) => {
      if (this.#stopped.signal.aborted) return;
      const read = outOfLink.safeParse(raw);
      if (read.success) this.#hear(read.data);
      else if (linkGone.safeParse(raw).success) this.#gone();
    });
    this.#serve();
    this.#timer = setInterval(() => this.tick(), TICK_MS);
  }

  stop(): void {
    this.#stopped.abort();
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#now?.kiosks.stop();
  }

  /** Once a second: says that this kiosk is here, and notices who is silent. */
  tick(): void {
    const kiosks = this.#kiosks();
    kiosks?.tick();
    if (kiosks === null && this.#joining.station !== null) this.#joining.packages.call();
    if (kiosks && this.#hub.stands.connected) this.#now?.health?.tick();
  }

  /**
   * Asks the other kiosks whether a voter may be reserved here. Outside the room the kiosk is alone by nature: who applied
   * for a visit is on its own list.
   * @param number hers on the list of voters
   */
  async permission(voter: string, number: number | null): Promise<Permission> {
    const kiosks = this.#kiosks();
    return kiosks === null || this.#isOutside() ? SERVED : kiosks.serving.ask(voter, number);
  }

  /** Voters' locks across the country; null: this kiosk asks no hub. */
  get locks(): NationalLocks | null {
    return this.#kiosks()?.locks ?? null;
  }

  /** Kiosks that are not seen, and whose journals are known here: a blank one may go on from them. */
  gone(): readonly GoneKiosk[] {
    return this.#kiosks()?.gone() ?? [];
  }

  /** Why a voter cannot be served here as the kiosks stand now; null: she can, unless another one is first. */
  foreseen(number: number | null): Refusal | null {
    const kiosks = this.#kiosks();
    if (kiosks === null || this.#isOutside()) return null;
    const standing = kiosks.serving.standing(number);
    const serves = servesBy({ why: 'granted', by: new Set(standing.seen) }, standing);
    return serves.may ? null : this.refusalOf(serves);
  }

  /** What the officer is told, and the voter. */
  refusalOf(serves: Extract<Serves, { readonly may: false }>): Refusal {
    switch (serves.why) {
      case 'claimed':
        return { reason: 'served-elsewhere', device: this.#place(serves.by) };
      case 'admitted':
        return { reason: 'already-admitted', at: null, station: null, device: null };
      case 'other-share':
        return { reason: 'other-share', device: this.#place(serves.owner) };
      case 'apart':
        return { reason: 'kiosks-apart', device: this.#place(serves.unseen[0] ?? '') };
    }
  }

  /** What persons decide about a kiosk that is out of service; null: there is no register of a station. */
  decisions(): KioskDecisions | null {
    const [kiosks, force] = [this.#kiosks(), this.#around.files.inForce];
    if (kiosks === null || force === null) return null;
    const { kiosk, keys } = this.#around;
    return new KioskDecisions({ kiosk, kiosks, force, own: keys.device, place: (device) => this.#place(device) });
  }

  /** Null where the station has one kiosk by the package, and no network. */
  view(): KioskNetworkView | null {
    const shown = this.#shown();
    return shown && networkView(shown);
  }

  /** For the chair. */
  today(): KiosksTodayView | null {
    const shown = this.#shown();
    return shown && todayView(shown);
  }

  /** For the technician. */
  linkView(): LinkView | null {
    return linkView({
      ...{ ...this.#linked(), place: (device) => this.#place(device) },
      ...{ paired: paired(this.#around.files.stateDir), invitation: this.invitations.view() },
    });
  }

  #linked(): Pick<ShownAround, 'config' | 'network'> {
    const { link, config } = this.#around;
    return { config: link === null || config === undefined ? null : config, network: this.#network };
  }

  #shown(): ShownAround | null {
    const { kiosk, keys, files } = this.#around;
    const [kiosks, force] = [this.#kiosks(), files.inForce];
    if (kiosks === null || force === null) return null;
    const place = (device: string): string => this.#place(device);
    return { kiosk, kiosks, force, device: keys.device, place, ...this.#linked() };
  }

  /** What the kiosks of the station have done in the sitting of now, or of last; null: there was none, or no other kiosk. */
  sum(): StationSum | null {
    const { files, keys, kiosk } = this.#around;
    const [kiosks, force] = [this.#kiosks(), files.inForce];
    const { sitting } = stationOf(kiosk.db);
    if (kiosks === null || force === null || sitting === null) return null;
    const rows = stationSum(kiosk.db, { sitting, own: keys.device, expected: stationDevices(force) });
    return rows.length === 1 ? null : sumView(rows, sitting, { kiosk, kiosks, place: (device) => this.#place(device) });
  }

  /** How they opened the sitting of now, or of last; null as with `sum`. */
  opening(): StationOpening | null {
    const { files, keys, kiosk } = this.#around;
    const [kiosks, force] = [this.#kiosks(), files.inForce];
    const { sitting } = stationOf(kiosk.db);
    if (kiosks === null || force === null || sitting === null) return null;
    const rows = stationOpening(kiosk.db, { sitting, own: keys.device, expected: stationDevices(force) });
    return rows.length === 1 ? null : openingView(rows, sitting, { kiosk, place: (device) => this.#place(device) });
  }

  /** Downloaded journals of the station's other kiosks that lie on a medium. */
  journals(): readonly OfferedFile[] {
    const { files } = this.#around;
    return files.inForce === null ? [] : journalsOn(this.#around.media(), files.current.journal.identity);
  }

  /** Verifies one of them and takes in what is new: the sum of the station is whole without a network too. */
  async takeJournal(path: string, actor: Actor): Promise<Result<{ readonly events: number }, Problem>> {
    const kiosks = this.#kiosks();
    if (kiosks === null) return err({ code: 'station.no-register' });
    if (!this.journals().some((one) => one.path === path)) return err({ code: 'station.target-gone' });
    const lines = journalLines(path);
    return lines.ok ? kiosks.takeJournal(lines.value, actor) : lines;
  }

  /** The way to the hub, for who fetches from it; null: there is none now. */
  hubWay(): HubWay | null {
    const { files, keys } = this.#around;
    const of = files.inForce ?? this.#joining.station;
    if (!of?.hub || !this.#hub.stands.connected) return null;
    return {
      ...{ name: nameOf(of, keys.device), key: of.hub.key, ask: this.#hub.ask, clock: this.#hub.clock },
      // A kiosk without a package has no events to send.
      isFree: this.#kiosks()?.upstream?.isFree ?? true,
    };
  }

  /** The way to the hub of what goes behind everybody's events: this kiosk's, or that of one that is seen; null: there is none. */
  resultsWay(): (Pick<HubWay, 'name' | 'key' | 'isFree' | 'ask'> & { readonly by: 'link' | 'peer' }) | null {
    const own = this.hubWay();
    if (own) return { ...own, by: 'link' };
    const { files, keys } = this.#around;
    const carrying = this.#kiosks()?.carrying;
    if (!carrying?.isPossible || !files.inForce?.hub) return null;
    const { key } = files.inForce.hub;
    // Whoever carries looks whether anything goes first.
    const ask: UpstreamAsk = (_, text) => carrying.ask(text);
    return { name: nameOf(files.inForce, keys.device), key, ask, isFree: true, by: 'peer' };
  }

  /** The other kiosks of the station, from which packages may be had. */
  packagePeers(): readonly PackageSource[] {
    const kiosks = this.#kiosks();
    return kiosks === null
      ? this.#joining.packages.heard.map((device) => this.#joining.packages.source(device, true))
      : kiosks.sight.devices.map((device) => kiosks.packages.source(device, false));
  }

  /** A package has come into force, or is gone: nobody is joined by an invitation any more. */
  settled(): void {
    this.#joining.forget();
  }

  /** How far the hub has this kiosk's events; null where the station has none. */
  upstream(): UpstreamView | null {
    const upstream = this.#kiosks()?.upstream;
    if (!upstream) return null;
    const { backlog, oldest } = upstream.stands();
    return { ...this.#hub.stands, backlog, oldest: oldest === null ? null : this.#writtenAt(oldest) };
  }

  #writtenAt(seq: number): string | null {
    const [line] = this.#around.files.current.journal.lines(seq, seq);
    return line === undefined ? null : (JSON.parse(line) as JournalEvent).at;
  }

  #health(): Health {
    const { kiosk, files, vitals } = this.#around;
    const upstream = this.upstream();
    return {
      ...{ now: kiosk.now().getTime(), last: files.current.journal.head().seq, backlog: upstream?.backlog ?? 0 },
      oldest: upstream?.oldest ? Date.parse(upstream.oldest) : null,
      ...{ link: this.#hub.stands.over, sees: [...(this.#kiosks()?.sight.devices ?? [])] },
      ...vitals(),
    };
  }

  /** What is wrong among the kiosks, for every screen. */
  problems(): readonly Problem[] {
    const shown = this.#shown();
    return shown === null
      ? []
      : kioskProblems(shown, { linked: this.#around.link !== null, underWay: this.#isUnderWay() });
  }

  /** Tells the others what is written here, and serves another network when another package is in force. */
  async #follow(): Promise<void> {
    for await (const _ of this.#around.changes.follow(this.#stopped.signal)) {
      this.#kiosks()?.tellOwn();
      if (this.#around.link !== null) this.#serve();
    }
  }

  #hear(said: OutOfLink): void {
    switch (said.link) {
      case 'here':
        this.#served = null;
        this.logs.gone();
        this.#serve();
        return;
      case 'letter':
        this.#unlessDiskRefuses(() => (this.#kiosks() ?? this.#joining).hear(said.text));
        return;
      case 'head':
        this.invitations.hear(said);
        return;
      case 'ask-logs':
      case 'ask-lines':
      case 'logs-stand':
        this.#unlessDiskRefuses(() => this.logs.hear(said));
        return;
      case 'network':
        this.#network = said;
        this.#around.kiosk.changed();
        return;
      case 'hub':
      case 'from-hub':
        this.#hub.hear(said);
        if (said.link === 'from-hub') return;
        this.#kiosks()?.hubConnected(said.connected);
        this.#around.kiosk.changed();
    }
  }

  /** What a letter changes may be refused by the disk: that stands on the screens, and no letter stops the kiosk. */
  #unlessDiskRefuses(work: () => void): void {
    try {
      work();
    } catch (error) {
      const problem = storageProblem(error, 'journal');
      if (!problem) throw error;
      this.#around.kiosk.note('problem.raised', { problem: problem.code }, SYSTEM);
    }
  }

  #gone(): void {
    this.#network = null;
    this.logs.gone();
    this.#hub.gone();
    this.#kiosks()?.hubConnected(false);
    this.#around.kiosk.changed();
  }

  /** Says what is to be served, once for each package. */
  #serve(): void {
    const { link, config, keys, files } = this.#around;
    if (link === null || config === undefined) return;
    const force = files.inForce ?? this.#joining.station;
    const certificates = force ? certificatesOfStation(force) : {};
    const own = certificates[keys.device];
    const peers = [...new Set([...config.peers, ...paired(files.stateDir)])].slice(0, 64);
    const what = JSON.stringify([force && clusterOf(force), Object.entries(certificates), force?.hub?.servers, peers]);
    if (what === this.#served) return;
    this.#served = what;
    if (force === null || own === undefined) {
      link.throughLink({ link: 'serve', network: null });
      return;
    }
    const { key, certificate } = stationKey({ name: keys.device, sign: (bytes) => keys.signing.sign(bytes) }, own);
    const network: StationNetwork = {
      ...{ device: keys.device, cluster: clusterOf(force), key, certificate, devices: certificates },
      ...{ listen: config.listen, peers, discover: config.discover },
      hub: force.hub && {
        as: nameOf(force, keys.device),
        certificate: force.hub.certificate,
        servers: [...force.hub.servers],
      },
    };
    link.throughLink({ link: 'serve', network });
  }

  #send(to: string | null, text: () => string): void {
    const { link } = this.#around;
    if (link !== null && this.#network?.state === 'up') link.throughLink({ link: 'letter', to, text: text() });
  }

  /** The kiosks of the election in force; null without one. */
  #kiosks(): Kiosks | null {
    const { kiosk, keys, files, monotonic } = this.#around;
    const [store, force] = [files.current, files.inForce];
    if (force === null || store === files.own) return null;
    if (this.#now?.store !== store) {
      const send = (to: string | null, text: () => string): void => this.#send(to, text);
      this.#now?.kiosks.stop();
      const askHub = this.#around.link === null ? null : this.#hub.ask;
      const kiosks = new Kiosks({
        ...{ kiosk, keys, store, force, send, monotonic, askHub, clock: this.#hub.clock },
        shelf: new PackageShelf(files),
      });
      const name = nameOf(force, keys.device);
      const asker = askHub &&
        force.hub && {
          ...{ name, keys: [force.hub.key], ask: askHub, clock: this.#hub.clock },
          sign: (hash: Uint8Array) => keys.signing.sign(hash),
        };
      const health = asker && new HealthTold({ ...asker, monotonic, health: () => this.#health() });
      this.#now = { store, kiosks, health };
      kiosks.hubConnected(this.#hub.stands.connected);
    }
    return this.#now.kiosks;
  }

  #isOutside(): boolean {
    const { db } = this.#around.kiosk;
    return sittingOf(db, stationOf(db).sitting)?.kind === 'outside';
  }

  #isUnderWay(): boolean {
    return ['open', 'suspended', 'finishing'].includes(stationOf(this.#around.kiosk.db).stage);
  }

  /** Which of the station's kiosks it is, as receipts and screens say it. */
  #place(device: string): string {
    return String(placeOf(this.#around.files.inForce?.devices ?? [], device));
  }
}

const nameOf = ({ election, precinct }: NetworkStation, device: string): JournalName => {
  return { election: election.id, mode: election.mode, station: precinct.number, device };
};

/** Name of the network: kiosks of another election, mode or station are in another one. */
const clusterOf = ({ election, precinct }: NetworkStation): string =>
  `${election.id}_${election.mode}_${precinct.number}`;

/** Who may join: the devices of the station, and those of none, which may stand in for one. */
function certificatesOfStation({ devices, certificates, precinct }: NetworkStation): Readonly<Record<string, string>> {
  return Object.fromEntries(
    devices.flatMap(({ device, station }) => {
      const certificate = certificates.get(device);
      return certificate !== undefined && (station === null || station === precinct.number)
        ? [[device, certificate] as const]
        : [];
    }),
  );
}
