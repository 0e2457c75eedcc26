import type { Health } from '../../../core/hub/asks.ts';
import type { JournalName } from '../../../core/hub/names.ts';
import type { JournalEvent } from '../../../core/journal/event.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import type { UpstreamView } from '../../api/network-views.ts';
import type { Kiosk } from '../kiosk.ts';
import type { KioskFiles } from '../kiosk-files.ts';
import type { HubClock } from './hub-clock.ts';
import type { HubLink } from './hub-link.ts';
import type { NetworkStation } from './joining.ts';
import type { Kiosks } from './kiosks.ts';
import { nameOf } from './served-network.ts';
import type { UpstreamAsk } from './upstream.ts';

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

interface WaysAround {
  readonly kiosk: Pick<Kiosk, 'now'>;
  readonly keys: Pick<DeviceKeys, 'device'>;
  readonly files: Pick<KioskFiles, 'current' | 'inForce'>;
  readonly link: HubLink;
  /** By the package in force, or by an invitation; null: there is none. */
  readonly station: () => NetworkStation | null;
  /** Null: no election is in force. */
  readonly kiosks: () => Pick<Kiosks, 'upstream' | 'carrying' | 'sight'> | null;
  /** What only the device itself knows of how it is. */
  readonly vitals: () => Vitals;
}

/** The ways from this kiosk to the hub, and how far its events are on them. */
export class HubWays {
  readonly #around: WaysAround;

  constructor(around: WaysAround) {
    this.#around = around;
  }

  /** This kiosk's own, for who fetches from the hub; null: there is none now. */
  own(): HubWay | null {
    const { keys, link, station, kiosks } = this.#around;
    const of = station();
    if (!of?.hub || !link.stands.connected) return null;
    return {
      ...{ name: nameOf(of, keys.device), key: of.hub.key, ask: link.ask, clock: link.clock },
      // A kiosk without a package has no events to send.
      isFree: kiosks()?.upstream?.isFree ?? true,
    };
  }

  /** Of what goes behind everybody's events: this kiosk's, or that of one that is seen; null: there is none. */
  forResults(): (Pick<HubWay, 'name' | 'key' | 'isFree' | 'ask'> & { readonly by: 'link' | 'peer' }) | null {
    const own = this.own();
    if (own) return { ...own, by: 'link' };
    const { files, keys, kiosks } = this.#around;
    const carrying = kiosks()?.carrying;
    if (!carrying?.isPossible || !files.inForce?.hub) return null;
    const { key } = files.inForce.hub;
    // Whoever carries looks whether anything goes first.
    const ask: UpstreamAsk = (_, text) => carrying.ask(text);
    return { name: nameOf(files.inForce, keys.device), key, ask, isFree: true, by: 'peer' };
  }

  /** How far the hub has this kiosk's events; null where the station has none. */
  view(): UpstreamView | null {
    const { kiosks, link } = this.#around;
    const upstream = kiosks()?.upstream;
    if (!upstream) return null;
    const { backlog, oldest } = upstream.stands();
    return { ...link.stands, backlog, oldest: oldest === null ? null : this.#writtenAt(oldest) };
  }

  /** What the hub is told of this device every half minute. */
  health(): Health {
    const { kiosk, files, link, kiosks, vitals } = this.#around;
    const stands = this.view();
    return {
      ...{ now: kiosk.now().getTime(), last: files.current.journal.head().seq, backlog: stands?.backlog ?? 0 },
      oldest: stands?.oldest ? Date.parse(stands.oldest) : null,
      ...{ link: link.stands.over, sees: [...(kiosks()?.sight.devices ?? [])] },
      ...vitals(),
    };
  }

  #writtenAt(seq: number): string | null {
    const [line] = this.#around.files.current.journal.lines(seq, seq);
    return line === undefined ? null : (JSON.parse(line) as JournalEvent).at;
  }
}
