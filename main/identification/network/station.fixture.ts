import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { HubEntry } from '../../../core/election/hub.ts';
import type { Policy } from '../../../core/election/policy.ts';
import { defaultPolicy } from '../../../core/election/policy-default.ts';
import type { RegisterRecord } from '../../../core/election/register-record.ts';
import type { PersonEntry } from '../../../core/election/station.ts';
import { type IntoLink, intoLink } from '../../../core/network/link.ts';
import { ok } from '../../../core/problem/result.ts';
import { deviceRequest, openKeys } from '../../access/keys.ts';
import { Uplink, type UplinkOptions } from '../../link/uplink.ts';
import { credentials, makeStation, peopleWith, type Station, voter } from '../../package/package.fixture.ts';
import type { HatchLine } from '../ballot-zone/hatch-line.ts';
import { zoneOf } from '../zone.fixture.ts';
import type { LinkLine } from './room.ts';

export const officer = { role: 'officer', person: 'officer' } as const;
export const SITTING = '2023-10-08-1';

/** The network between real zones: it carries what their links are given, and can be cut between any two of them. */
export class Lan {
  readonly #takes = new Map<string, (message: unknown) => void>();
  readonly #uplinks = new Map<string, Uplink>();
  readonly #cut = new Set<string>();
  /** Heads of packages that kiosks have put out, by kiosk. */
  readonly #heads = new Map<string, Extract<IntoLink, { link: 'offer-head' }>>();
  readonly #held: (() => void)[] = [];
  #holding = false;
  /** The hub hears, and none of its answers comes back. */
  deaf = false;
  /** What went over it, by who said it. */
  readonly carried: { readonly from: string; readonly to: string | null; readonly text: string }[] = [];
  /** What each kiosk last asked its link to serve. */
  readonly serves = new Map<string, Extract<IntoLink, { link: 'serve' }>['network']>();

  /** The link of one kiosk. */
  line(name: string): LinkLine {
    return {
      throughLink: (raw) => this.#hear(name, intoLink.parse(raw)),
      onLink: (take) => {
        this.#takes.set(name, take);
        take({ link: 'here' });
      },
    };
  }

  cut(a: string, b: string): void {
    this.#cut.add(`${a} ${b}`).add(`${b} ${a}`);
  }

  heal(): void {
    this.#cut.clear();
  }

  /** Letters wait until they are let go. */
  hold(): void {
    this.#holding = true;
  }

  release(): void {
    this.#holding = false;
    for (const carry of this.#held.splice(0)) carry();
  }

  /** Says anything to a kiosk, as whoever is in the network could. */
  say(to: string, text: string): void {
    this.#takes.get(to)?.({ link: 'letter', text });
  }

  /** These kiosks have a link to the hub of their package, a real one. */
  linkUp(...names: readonly string[]): void {
    for (const name of names) {
      const network = this.serves.get(name);
      if (!network?.hub || this.#uplinks.has(name)) continue;
      const { hub } = network;
      const stands: UplinkOptions['stands'] = (now) => this.#takes.get(name)?.({ link: 'hub', ...now });
      this.#uplinks.set(name, new Uplink({ network: { ...network, hub }, stands }));
    }
  }

  async linkDown(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      await this.#uplinks.get(name)?.close();
      this.#uplinks.delete(name);
      this.#takes.get(name)?.({ link: 'hub', connected: false, over: 'unknown' });
    }
  }

  async close(): Promise<void> {
    await this.linkDown(...this.#uplinks.keys());
  }

  async #toHub(from: string, { number, verb, text, wait }: Extract<IntoLink, { link: 'to-hub' }>): Promise<void> {
    const answer = (await this.#uplinks.get(from)?.ask(verb, text, wait)) ?? null;
    this.#takes.get(from)?.({ link: 'from-hub', number, text: this.deaf ? null : answer });
  }

  #hear(from: string, said: IntoLink): void {
    if (said.link === 'to-hub') void this.#toHub(from, said);
    if (said.link === 'serve') {
      this.serves.set(from, said.network);
      const state = said.network === null ? 'off' : 'up';
      const own = [`${from}:7422`];
      this.#takes.get(from)?.({ link: 'network', state, problem: null, own, joined: [], found: [] });
      return;
    }
    if (said.link === 'offer-head') this.#heads.set(from, said);
    if (said.link === 'fetch-head') {
      const [called = ''] = said.at.split(':');
      const { head = null, configuration = null } = this.#heads.get(called) ?? {};
      setImmediate(() => this.#takes.get(from)?.({ link: 'head', number: said.number, head, configuration }));
    }
    if (said.link !== 'letter') return;
    this.carried.push({ from, to: said.to, text: said.text });
    for (const [name, take] of this.#takes) {
      if (name === from || this.#cut.has(`${from} ${name}`)) continue;
      // Only who is in the same network hears it.
      if (this.serves.get(name)?.cluster !== this.serves.get(from)?.cluster) continue;
      // As a pipe does: later than it was said, and in order.
      const carry = (): void => void setImmediate(() => take({ link: 'letter', text: said.text }));
      if (this.#holding) this.#held.push(carry);
      else carry();
    }
  }
}

export type StationKiosk = Awaited<ReturnType<typeof zoneOf>> & {
  readonly name: string;
  readonly device: string;
  /** The pseudonym of the n-th voter, from 1. */
  readonly voter: (n: number) => string;
  /** Reserves and confirms her as an officer's way does; the refusal's reason where it is refused. */
  readonly admit: (n: number, as?: { readonly unconfirmed: true }) => Promise<string>;
};

export interface KioskStation {
  readonly station: Station;
  readonly lan: Lan;
  readonly kiosks: readonly StationKiosk[];
  /** Monotonic milliseconds of all kiosks. */
  readonly time: { now: number };
  /** So many seconds go by, in each of which all say that they are here. */
  readonly seconds: (count: number) => Promise<void>;
  /** Starts a kiosk anew. */
  readonly restart: (kiosk: StationKiosk) => Promise<StationKiosk>;
  readonly close: () => Promise<void>;
}

/** Everything that is under way arrives. */
export async function settle(): Promise<void> {
  for (let turns = 0; turns < 40; turns++) await new Promise((resolve) => setImmediate(resolve));
}

/** Reserves and confirms a voter as an officer's way does. @returns the refusal's reason where she is refused */
export function admits(
  name: string,
  zone: Awaited<ReturnType<typeof zoneOf>>['zone'],
  pseudonym: (n: number) => string,
): StationKiosk['admit'] {
  const { kiosk } = zone;
  let admissions = kiosk.db.prepare<[], number>('select count(*) from admission').pluck().get() ?? 0;
  return async (n, as = undefined): Promise<string> => {
    const permission = await zone.kiosks.permission(pseudonym(n), n);
    try {
      if (!permission.serves.may) return zone.kiosks.refusalOf(permission.serves).reason;
      const standing = zone.reservations.standing(pseudonym(n));
      if (standing) return standing.state === 'not-here' ? standing.refusal.reason : 'already-admitted';
      admissions += 1;
      const admission = `${name}-${admissions}`;
      const [receipt, attempt] = [`0001-${name}-${admissions}`, `t-${admission}`];
      kiosk.record('attempt.started', { attempt, by: 'pin' }, officer);
      kiosk.record(
        'admission.reserved',
        {
          ...{ admission, attempt, voter: pseudonym(n), category: 'home', constituency: 'k1', precinct: '0001' },
          ...{ sex: 'female', ageGroup: '26-35', modality: 'finger', receipts: [{ receipt, ballot: 'deputies' }] },
          ...as,
        },
        officer,
      );
      kiosk.record('print.handed', { job: `j-${admission}`, receipt, copy: 0 }, officer);
      kiosk.record('receipt.printed', { admission, receipt }, { role: 'system' });
      kiosk.record('admission.confirmed', { admission, receipts: [receipt], evidence: 'printer' }, officer);
      return 'admitted';
    } finally {
      permission.over();
    }
  };
}

/** So many kiosks of one station, open, with a list of `voters`. */
export async function kioskStation(
  count: number,
  {
    policy = {},
    voters = 9,
    clocks = [],
    spares = 0,
    more = [],
    records = Array.from({ length: voters }, (_, n) => voter(n + 1)),
    people,
    joined,
    hub,
    beside,
  }: {
    policy?: Partial<Policy>;
    voters?: number;
    clocks?: readonly number[];
    /** Behind the others: blank, and of no station. */
    spares?: number;
    /** Registered besides, of no station, and not started. */
    more?: readonly string[];
    records?: readonly RegisterRecord[];
    people?: readonly PersonEntry[];
    /** How each is joined with the others, instead of by the network in memory. */
    joined?: (name: string) => Pick<NonNullable<Parameters<typeof zoneOf>[2]>, 'link' | 'network'>;
    hub?: (station: Station) => Promise<HubEntry>;
    /** The ballot zone beside the first of them. */
    beside?: { readonly line: HatchLine; readonly folder: string };
  } = {},
): Promise<KioskStation> {
  const station = await makeStation();
  const lan = new Lan();
  const time = { now: 0 };
  const names = ['device', ...Array.from({ length: count + spares - 1 }, (_, n) => `kiosk-${n + 2}`)];
  for (const name of [...names.slice(1), ...more]) {
    mkdirSync(join(station.dir, name));
    const keys = await openKeys(join(station.dir, name));
    if (!keys.ok) throw new Error(keys.error.code);
    const at = names.slice(0, count).includes(name) ? '0001' : null;
    const registered = await station.commission.register(deviceRequest(keys.value, true), at);
    if (!registered.ok) throw new Error(registered.error.code);
    keys.value.trustCommission(station.commission.trust);
  }
  const { path } = await station.write('a.taanuu', {
    people: people ?? (await peopleWith({ officer: 'officer' })),
    policy: { ...defaultPolicy, ...policy },
    ...(hub ? { hub: await hub(station) } : {}),
    records,
  });
  const start = async (name: string): Promise<StationKiosk> => {
    const offset = clocks[names.indexOf(name)] ?? 0;
    const { zone, client } = await zoneOf(station, path, {
      ...{ stateDir: join(station.dir, name), ...(joined?.(name) ?? { link: lan.line(name) }) },
      ...(beside && name === 'device' ? { beside } : {}),
      now: () => new Date(Date.parse('2023-10-08T08:30:00+06:00') + offset + time.now),
      monotonic: () => time.now,
    });
    zone.devices.print = async () => ok(null);
    const unlocked = await zone.unlocking.unlock(credentials, officer);
    if (!unlocked.ok) throw new Error(unlocked.error.code);
    const { kiosk } = zone;
    const pseudonym = (n: number) => kiosk.inForce()?.register.pseudonym((records[n - 1] ?? voter(n)).pin) ?? '';
    const admit = admits(name, zone, pseudonym);
    return { name, zone, client, device: kiosk.device, voter: pseudonym, admit };
  };
  const kiosks: StationKiosk[] = [];
  for (const name of names) {
    const one = await start(name);
    kiosks.push(one);
    if (names.indexOf(name) >= count) continue;
    one.zone.kiosk.record(
      'sitting.opened',
      { sitting: SITTING, kind: 'day', registered: records.length, carried: 0, approvers: ['chair', 'member'] },
      officer,
    );
  }
  const seconds = async (more: number): Promise<void> => {
    for (let second = 0; second < more; second++) {
      time.now += 1_000;
      for (const { zone } of kiosks) zone.kiosks.tick();
      await settle();
    }
  };
  await seconds(2);
  return {
    ...{ station, lan, kiosks, time, seconds },
    restart: async (kiosk) => {
      await kiosk.zone.stop();
      const again = await start(kiosk.name);
      kiosks[kiosks.findIndex(({ name }) => name === kiosk.name)] = again;
      await settle();
      return again;
    },
    close: async () => {
      await lan.close();
      for (const { zone } of kiosks) await zone.stop();
      station.remove();
    },
  };
}
