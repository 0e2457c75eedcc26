import type { Refusal } from '../../../core/admission/step.ts';
import { placeOf } from '../../../core/election/station.ts';
import { type IntoLink, linkGone, type OutOfLink, outOfLink } from '../../../core/network/link.ts';
import { type Serves, servesBy } from '../../../core/network/shares.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import type { Changes } from '../../api/changes.ts';
import type { KioskNetworkView, KiosksTodayView, LinkView } from '../../api/network-views.ts';
import type { House } from '../../host/child.ts';
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
import type { Store } from '../store.ts';
import { AllKiosks } from './all-kiosks.ts';
import { KioskDecisions } from './decisions.ts';
import { HealthTold } from './health.ts';
import { HubLink } from './hub-link.ts';
import { HubWays, type Vitals } from './hub-ways.ts';
import { type CarriedConfiguration, Invitations } from './invitations.ts';
import { Joining } from './joining.ts';
import { Kiosks } from './kiosks.ts';
import type { NationalLocks } from './national-locks.ts';
import { paired } from './paired.ts';
import { kioskProblems } from './problems.ts';
import { nameOf, ServedNetwork } from './served-network.ts';
import type { Permission } from './serving.ts';
import { linkView, networkView, type ShownAround, todayView } from './shown.ts';

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

/**
 * This kiosk among those of its station. What it knows of the others never stands in the way of its own work but where the
 * signed policy says so: who serves whom while they do not see each other.
 */
export class StationKiosks {
  readonly #around: NetworkAround;
  readonly #stopped = new AbortController();
  #now: { readonly store: Store; readonly kiosks: Kiosks; readonly health: HealthTold | null } | null = null;
  readonly #toHub: HubLink;
  /** The ways to the hub, and how far this kiosk's events are on them. */
  readonly hub: HubWays;
  /** What the station's kiosks have done together. */
  readonly all: AllKiosks;
  readonly #joining: Joining;
  readonly invitations: Invitations;
  /** The journals of the station, for a console in the same network. */
  readonly logs: OfferedLogs;
  #network: Extract<OutOfLink, { link: 'network' }> | null = null;
  /** Null: this kiosk has no network. */
  readonly #served: ServedNetwork | null;
  #timer: NodeJS.Timeout | null = null;

  constructor(around: NetworkAround) {
    this.#around = around;
    this.#toHub = new HubLink((message) => around.link?.throughLink(message));
    const { kiosk, keys, files, monotonic, link, config } = around;
    const send = (to: string | null, text: () => string): void => this.#send(to, text);
    this.#joining = new Joining({ stateDir: files.stateDir, own: files.own, keys, send });
    const reached = {
      tell: link && ((message: IntoLink) => link.throughLink(message)),
      own: () => this.#network?.own ?? [],
      listen: () => around.config?.listen ?? '',
    };
    const station = () => files.inForce ?? this.#joining.station;
    this.#served =
      link && config
        ? new ServedNetwork({
            ...{ keys, stateDir: files.stateDir, config, station },
            tell: (message) => link.throughLink(message),
          })
        : null;
    const kiosks = () => this.#kiosks();
    this.hub = new HubWays({ ...{ kiosk, keys, files, station, kiosks }, link: this.#toHub, vitals: around.vitals });
    this.all = new AllKiosks({
      ...{ kiosk, own: keys.device, files, media: around.media, kiosks },
      place: (device) => this.#place(device),
    });
    this.logs = new OfferedLogs({ kiosk, keys, files, monotonic, ...reached });
    this.invitations = new Invitations({
      ...{ kiosk, files, monotonic, joining: this.#joining, ...reached },
      configuration: around.configuration,
      joined: () => {
        this.#served?.serve();
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
    this.#served?.serve();
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
    if (kiosks && this.#toHub.stands.connected) this.#now?.health?.tick();
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
      this.#served?.serve();
    }
  }

  #hear(said: OutOfLink): void {
    switch (said.link) {
      case 'here':
        this.#served?.forget();
        this.logs.gone();
        this.#served?.serve();
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
      case 'logs-guessed':
        this.#unlessDiskRefuses(() => this.logs.hear(said));
        return;
      case 'network':
        this.#network = said;
        this.#around.kiosk.changed();
        return;
      case 'hub':
      case 'from-hub':
        this.#toHub.hear(said);
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
    this.#toHub.gone();
    this.#kiosks()?.hubConnected(false);
    this.#around.kiosk.changed();
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
      const askHub = this.#around.link === null ? null : this.#toHub.ask;
      const kiosks = new Kiosks({
        ...{ kiosk, keys, store, force, send, monotonic, askHub, clock: this.#toHub.clock },
        shelf: new PackageShelf(files),
      });
      const name = nameOf(force, keys.device);
      const asker = askHub &&
        force.hub && {
          ...{ name, keys: [force.hub.key], ask: askHub, clock: this.#toHub.clock },
          sign: (hash: Uint8Array) => keys.signing.sign(hash),
        };
      const health = asker && new HealthTold({ ...asker, monotonic, health: () => this.hub.health() });
      this.#now = { store, kiosks, health };
      kiosks.hubConnected(this.#toHub.stands.connected);
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
