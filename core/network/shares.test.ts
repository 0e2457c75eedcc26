import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beginClaim,
  type Claims,
  endClaim,
  hearAnswer,
  hearClaim,
  hearEnd,
  hearOpen,
  knownUpTo,
  loseSight,
  noClaims,
  standsClaim,
} from './claims.ts';
import { ownerOf, type Standing, servesBy, shareRanges, toAsk } from './shares.ts';

const names = ['aa', 'bb', 'cc', 'dd'] as const;
const taken = new Map<string, string>();

describe('the shares of a list', () => {
  it('property: every number is in exactly one, none is larger than another by more than one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 3_000 }), (count, last) => {
        const devices = Array.from({ length: count }, (_, i) => `d${i}`);
        const ranges = shareRanges({ devices, last });
        let next = 1;
        for (const { from, to } of ranges) {
          expect(from).toBe(next);
          next = to + 1;
        }
        expect(next).toBe(last + 1);
        const sizes = devices
          .map((device) => ranges.find((one) => one.device === device))
          .map((r) => (r ? r.to - r.from + 1 : 0));
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('have an owner for whoever has no number, or one that is not on the list', () => {
    const shares = { devices: ['aa', 'bb'], last: 10, taken };
    expect([1, 5, 6, 10, 11, null].map((n) => ownerOf(shares, n))).toEqual(['aa', 'aa', 'bb', 'bb', 'aa', 'aa']);
    expect(ownerOf({ devices: ['aa', 'bb'], last: 0, taken }, 3)).toBe('aa');
    expect(ownerOf({ devices: [], last: 10, taken }, 3)).toBeNull();
  });

  it('go to whoever took them over, and on from there; two that took each other’s go round no circle', () => {
    const over = new Map([
      ['aa', 'cc'],
      ['cc', 'dd'],
    ]);
    expect(ownerOf({ devices: ['aa', 'bb'], last: 10, taken: over }, 1)).toBe('dd');
    const circle = new Map([
      ['aa', 'bb'],
      ['bb', 'aa'],
    ]);
    expect(names).toContain(ownerOf({ devices: ['aa', 'bb'], last: 10, taken: circle }, 1));
  });
});

/** Kiosks whose letters may be lost, late, or cut off, and that see each other or not as chance has it. */
class Station {
  readonly kiosks: readonly Claims[];
  readonly reserved: string[] = [];
  readonly #owner: string;
  readonly #apart: 'share' | 'wait';
  readonly #seq = new Map<string, number>();
  readonly #knows = new Map<string, Map<string, number>>();
  readonly #admitted = new Set<string>();
  readonly #seen = new Map<string, readonly string[]>();
  readonly #mail = new Map<string, (() => void)[]>();
  #tries = 0;

  constructor(count: number, owner: string, apart: 'share' | 'wait') {
    this.kiosks = names.slice(0, count).map(noClaims);
    this.#owner = owner;
    this.#apart = apart;
    for (const { device } of this.kiosks) this.#knows.set(device, new Map());
  }

  get links(): readonly string[] {
    return [...this.#mail].flatMap(([link, waiting]) => (waiting.length > 0 ? [link] : []));
  }

  #send(from: string, to: string, arrive: () => void): void {
    const link = `${from}>${to}`;
    this.#mail.set(link, [...(this.#mail.get(link) ?? []), arrive]);
  }

  #take(link: string): (() => void) | undefined {
    const [first, ...rest] = this.#mail.get(link) ?? [];
    this.#mail.set(link, rest);
    return first;
  }

  carry = (link: string): void => this.#take(link)?.();
  lose = (link: string): void => void this.#take(link);

  /** What `from` knows of itself reaches `to`: all its events, and which tries of its are under way. */
  here(from: Claims, to: Claims): void {
    const seq = this.#seq.get(from.device) ?? 0;
    const open = new Set([...from.mine.values()].map(({ claim }) => claim));
    const admitted = this.#admitted.has(from.device);
    this.#send(from.device, to.device, () => {
      if (admitted) this.#admitted.add(to.device);
      hearOpen(to, from.device, open, seq);
      knownUpTo(to, from.device, seq);
    });
  }

  stopAnew(at: Claims): void {
    at.mine.clear();
  }

  want(at: Claims, seen: readonly string[]): void {
    if (this.#admitted.has(at.device) || at.mine.has('v')) return;
    const claim = `${this.#tries++}`;
    const asked = toAsk({ me: at.device, owner: this.#owner, seen, apart: this.#apart });
    const stands = beginClaim(at, 'v', claim, asked);
    if (stands !== 'waiting' && stands.why !== 'granted') return;
    this.#seen.set(at.device, seen);
    for (const device of asked) {
      const other = this.kiosks.find((one) => one.device === device)!;
      this.#send(at.device, device, () => {
        const answer = hearClaim(other, { from: at.device, voter: 'v', claim }, this.#admitted.has(device));
        this.#send(device, at.device, () => {
          hearAnswer(at, { from: device, voter: 'v', claim }, answer);
          this.look(at);
        });
        this.look(other);
      });
    }
    this.look(at);
  }

  look(at: Claims): void {
    if (!at.mine.has('v')) return;
    const stands = standsClaim(at, 'v');
    if (stands === 'waiting') return;
    const station = this.kiosks.map(({ device }) => device);
    const seen = this.#seen.get(at.device) ?? [];
    const serves = servesBy(stands, { me: at.device, owner: this.#owner, station, seen, apart: this.#apart });
    const seq = (this.#seq.get(at.device) ?? 0) + 1;
    if (serves.may) {
      this.reserved.push(at.device);
      this.#admitted.add(at.device);
      this.#seq.set(at.device, seq);
    }
    const claim = endClaim(at, 'v') ?? '';
    const [ended, admitted] = [this.#seq.get(at.device) ?? 0, serves.may];
    for (const other of this.kiosks) {
      if (other === at) continue;
      this.#send(at.device, other.device, () => {
        // Without the events before it the word alone lets nobody serve her.
        if (admitted) this.#admitted.add(other.device);
        hearEnd(other, { from: at.device, voter: 'v', claim }, ended);
        knownUpTo(other, at.device, ended);
      });
    }
  }
}

describe('kiosks that do not see each other', () => {
  it('property: under share and wait nobody is admitted twice, whatever is lost, late or cut', () => {
    const move = fc.record({ kind: fc.nat({ max: 5 }), a: fc.nat(), b: fc.nat(), seen: fc.nat({ max: 15 }) });
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 4 }),
        fc.nat({ max: 3 }),
        fc.constantFrom('share' as const, 'wait' as const),
        fc.array(move, { maxLength: 80 }),
        (count, owner, apart, moves) => {
          const station = new Station(count, names[owner % count]!, apart);
          for (const { kind, a, b, seen } of moves) {
            const at = station.kiosks[a % count]!;
            const link = station.links[b % Math.max(1, station.links.length)];
            const others = station.kiosks.filter((one) => one !== at);
            if (kind <= 1 && link !== undefined) station.carry(link);
            else if (kind === 2 && link !== undefined) station.lose(link);
            else if (kind === 3) station.here(at, others[b % others.length]!);
            else if (kind === 4 && b % 5 === 0) station.stopAnew(at);
            else if (kind === 4) {
              loseSight(at, others[b % others.length]!.device);
              station.look(at);
            } else
              station.want(
                at,
                others.filter((_, i) => (seen >> i) & 1).map(({ device }) => device),
              );
            expect(station.reserved.length).toBeLessThanOrEqual(1);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('under all serve whoever asks alone; under share only the owner; under wait nobody', () => {
    const alone = { why: 'granted', by: new Set<string>() } as const;
    const standing = { owner: 'aa', station: ['aa', 'bb'], seen: [] };
    const at = (me: string, apart: Standing['apart']) => servesBy(alone, { ...standing, me, apart });
    expect(at('bb', 'all')).toEqual({ may: true });
    expect(at('aa', 'share')).toEqual({ may: true });
    expect(at('bb', 'share')).toEqual({ may: false, why: 'other-share', owner: 'aa' });
    expect(at('aa', 'wait')).toEqual({ may: false, why: 'apart', unseen: ['bb'] });
    expect(servesBy(alone, { ...standing, me: 'aa', station: ['aa'], apart: 'wait' })).toEqual({ may: true });
  });

  it('whoever sees her owner asks that one alone', () => {
    const standing = { owner: 'aa', seen: ['aa', 'bb'], apart: 'all' } as const;
    expect(toAsk({ ...standing, me: 'cc' })).toEqual(['aa']);
    expect(toAsk({ ...standing, me: 'aa' })).toEqual([]);
    expect(toAsk({ ...standing, me: 'cc', seen: ['bb'] })).toEqual(['bb']);
    expect(toAsk({ ...standing, me: 'cc', seen: ['bb'], apart: 'share' })).toEqual([]);
  });
});
