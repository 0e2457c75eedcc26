import { fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../../../demo/random.ts';
import { certificatesOf, certifiedDevices } from '../../../package/certificates.ts';
import { openCommission } from '../../../package/commission.ts';
import type { SimulatedHub } from './hub.ts';
import type { NetworkKiosk } from './kiosk.ts';
import { type Laboratory, STATION } from './laboratory.ts';
import { type Lan, WELL } from './lan.ts';
import type { Ledger } from './ledger.ts';
import type { Trouble } from './plan.ts';
import { PluggedIn } from './plugged-in.ts';
import { lie, sayAgain } from './rogue.ts';

interface TroublesAround {
  readonly laboratory: Laboratory;
  readonly lan: Lan;
  /** With the numbers of its sites in the network; null: there is none. */
  readonly hub: { readonly runs: SimulatedHub; readonly sites: readonly number[] } | null;
  readonly kiosks: readonly NetworkKiosk[];
  readonly peers: readonly string[];
  readonly folder: string;
  readonly ledger: Ledger;
  readonly dice: Chance;
  /** The people of a kiosk come back to it. */
  readonly sit: (kiosk: number) => Promise<void>;
}

/** Letters that are said again in one go. */
const AGAIN = 200;
/** In this time a kiosk that is not heard is missed, milliseconds: longer than a question that is not answered, and than three words. */
const NOTICED_MS = 5_000;
/** A machine with a good certificate is in the network within this time, milliseconds. */
const JOIN_MS = 30_000;
/** For so long a machine with a wrong one tries to get in. */
const TRY_MS = 6_000;
/** How long a process hangs, and a kiosk stays off, at most. */
const HANG_MS = 12_000;
const OFF_MS = 3_000;

/** Hurts the network and the processes at it, and makes it good again. */
export class Troubles {
  readonly #around: TroublesAround;
  readonly done: Record<string, number> = {};
  #rogue: PluggedIn | null = null;
  /** What is still under way when the last voter of a spell has gone. */
  #after: Promise<void> = Promise.resolve();
  readonly #plugged: PluggedIn[] = [];

  constructor(around: TroublesAround) {
    this.#around = around;
  }

  async begin(trouble: Trouble): Promise<void> {
    const name = nameOf(trouble);
    this.done[name] = (this.done[name] ?? 0) + 1;
    const { kiosks, lan, dice, hub } = this.#around;
    switch (trouble.fault) {
      case 'partition':
      case 'one-way':
      case 'loss':
      case 'latency':
        await lan.cable?.set(trouble.cable);
        if (trouble.noticed) await sleep(NOTICED_MS);
        return;
      case 'hub-cut': {
        const ways = trouble.kiosks.flatMap((kiosk) => (hub?.sites ?? []).map((site) => [kiosk, site] as const));
        await lan.cable?.set({ ...WELL, cut: ways.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]) });
        return;
      }
      case 'hub-kill':
        await hub?.runs.kill(trouble.what, trouble.n);
        return;
      case 'hub-lost':
        this.#after = hub?.runs.lose() ?? Promise.resolve();
        return;
      case 'kill':
        this.#after = this.#kill(trouble);
        return;
      case 'hang': {
        const goOn = kiosks[trouble.kiosk]?.freeze(trouble.victim) ?? (() => {});
        this.#after = sleep(1_000 + dice.below(HANG_MS)).then(goOn);
        return;
      }
      case 'reorder': {
        const rogue = await this.#rogueIn();
        // Something to say again.
        while (rogue.heard.length < 20) await sleep(100);
        for (let times = 0; times < 3; times += 1) {
          sayAgain(rogue, dice, AGAIN);
          await sleep(100);
        }
        this.#after = sleep(200).then(() => void sayAgain(rogue, dice, AGAIN));
        return;
      }
      case 'forged':
        await this.#lie();
        return;
      case 'certificates':
        this.#after = this.#strangers();
        return;
    }
  }

  async end(trouble: Trouble): Promise<void> {
    await this.#after;
    if ('cable' in trouble || trouble.fault === 'hub-cut') await this.#around.lan.cable?.set(WELL);
  }

  async close(): Promise<void> {
    await this.#after.catch(() => {});
    await Promise.all(this.#plugged.map((one) => one.stop()));
  }

  async #kill({ kiosk: n, victim, afterMs }: Extract<Trouble, { fault: 'kill' }>): Promise<void> {
    const { kiosks, dice, sit } = this.#around;
    const kiosk = kiosks[n];
    await sleep(afterMs);
    if (!kiosk?.kill(victim)) return;
    if (victim !== 'kiosk') return;
    await sleep(dice.below(OFF_MS));
    await kiosk.revive();
    await sit(n);
  }

  async #lie(): Promise<void> {
    const { laboratory, kiosks } = this.#around;
    const rogue = await this.#rogueIn();
    const [victim] = kiosks;
    if (!victim) return;
    const { last } = await victim.look();
    // Every other kiosk has this line before it is said in another way.
    await sleep(1_500);
    const { id, mode } = laboratory.election;
    const of = { keys: victim.device.keys, line: last };
    lie(rogue, laboratory.rogue.keys, { election: id, mode, station: STATION }, of);
    await sleep(500);
  }

  async #rogueIn(): Promise<PluggedIn> {
    const { laboratory, kiosks } = this.#around;
    const { keys } = laboratory.rogue;
    const own = laboratory.certificates.get(keys.device) ?? '';
    this.#rogue ??= this.#plug({ keys, own, place: kiosks.length, name: 'rogue' });
    const rogue = this.#rogue;
    const began = performance.now();
    while (rogue.joined.length < kiosks.length) {
      if (performance.now() - began > JOIN_MS) throw new Error('a machine with a good certificate does not get in');
      await sleep(50);
    }
    return rogue;
  }

  /** Who has no business here tries to get in: another station's device, another commission's, and whoever has nothing. */
  async #strangers(): Promise<void> {
    const { laboratory, kiosks, lan, ledger, folder } = this.#around;
    const [ofStation, ofCommission] = laboratory.strangers;
    if (!ofStation || !ofCommission) return;
    const other = openCommission(join(folder, 'laboratory', 'other-commission'), '', true);
    const foreign = certificatesOf(certifiedDevices(await other.devices(), other));
    const tried = [
      { keys: ofStation.keys, own: laboratory.certificates.get(ofStation.keys.device) ?? '', name: 'other-station' },
      { keys: ofCommission.keys, own: foreign.get(ofCommission.keys.device) ?? '', name: 'other-commission' },
    ].map((one, n) => ({ ...one, machine: this.#plug({ ...one, place: kiosks.length + 1 + n }) }));
    const { plain, unknown } = await this.#withoutCertificate(lan.places[kiosks.length + 1]?.through ?? []);
    await sleep(TRY_MS);
    for (const { machine, name } of tried) {
      if (machine.joined.length > 0 || machine.heard.length > 0) ledger.wrong.push(`the ${name} device got in`);
      await machine.stop();
    }
    if (plain === 'in') ledger.wrong.push('a server answered in the clear');
    if (unknown === 'in') ledger.wrong.push('a server answered somebody without a certificate');
  }

  #withoutCertificate(through: readonly string[]): Promise<{ readonly plain: string; readonly unknown: string }> {
    const [host = '', port = ''] = (this.#around.peers[0] ?? '').split(':');
    const [program = process.execPath, ...before] = [...through, process.execPath];
    return new Promise((resolve, reject) => {
      const child = fork(new URL('./stranger-process.ts', import.meta.url), [host, port], {
        ...{ execPath: program, execArgv: before },
      });
      child.once('message', (said) => resolve(said as { plain: string; unknown: string }));
      child.once('exit', () => reject(new Error('a stranger said nothing')));
    });
  }

  #plug(one: {
    readonly keys: Laboratory['rogue']['keys'];
    readonly own: string;
    readonly place: number;
    readonly name: string;
  }): PluggedIn {
    const { laboratory, lan, peers, folder, kiosks } = this.#around;
    const place = lan.places[one.place];
    if (!place) throw new Error('no place is left');
    const own = join(folder, one.name);
    mkdirSync(own, { recursive: true });
    const { id, mode } = laboratory.election;
    const ids = new Set(kiosks.map((kiosk) => kiosk.id));
    const plugged = new PluggedIn({
      ...{ keys: one.keys, own: one.own, place, peers, folder: own, cluster: `${id}_${mode}_${STATION}` },
      devices: new Map([...laboratory.certificates].filter(([device]) => ids.has(device))),
    });
    this.#plugged.push(plugged);
    return plugged;
  }
}

/** The trouble as it is counted: with what was killed, or hung. */
function nameOf(trouble: Trouble): string {
  if ('victim' in trouble) return `${trouble.fault} ${trouble.victim}`;
  return trouble.fault === 'hub-kill' ? `${trouble.fault} ${trouble.what}` : trouble.fault;
}
