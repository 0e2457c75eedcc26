import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beginClaim,
  type ClaimAnswer,
  type Claims,
  endClaim,
  hearAnswer,
  hearClaim,
  hearEnd,
  hearOpen,
  knownUpTo,
  lapse,
  loseSight,
  noClaims,
  standsClaim,
} from './claims.ts';

const VOTER = 'v';

/** Kiosks of one station that see each other, and every message that is under way; whoever is granted reserves at once. */
class Room {
  readonly kiosks: readonly Claims[];
  readonly reserved: string[] = [];
  /** What each kiosk knows of the admission: its own at once, another's when its end is heard. */
  readonly knows = new Set<string>();
  readonly #mail = new Map<string, (() => void)[]>();
  readonly #tries = new Map<string, number>();

  constructor(names: readonly string[]) {
    this.kiosks = names.map(noClaims);
  }

  /** Links keep the order of what they carry; those between different kiosks know nothing of each other. */
  #send(from: string, to: string, arrive: () => void): void {
    const link = `${from}>${to}`;
    this.#mail.set(link, [...(this.#mail.get(link) ?? []), arrive]);
  }

  get links(): readonly string[] {
    return [...this.#mail].flatMap(([link, waiting]) => (waiting.length > 0 ? [link] : []));
  }

  carry(link: string): void {
    const [first, ...rest] = this.#mail.get(link) ?? [];
    this.#mail.set(link, rest);
    first?.();
  }

  want(at: Claims): void {
    if (this.knows.has(at.device) || at.mine.has(VOTER)) return;
    const tried = (this.#tries.get(at.device) ?? 0) + 1;
    this.#tries.set(at.device, tried);
    const claim = `${at.device}-${tried}`;
    const others = this.kiosks.filter((one) => one !== at);
    const seen = others.map(({ device }) => device);
    const stands = beginClaim(at, VOTER, claim, seen);
    if (stands !== 'waiting' && stands.why !== 'granted') return;
    for (const other of others) {
      this.#send(at.device, other.device, () => {
        const answer = hearClaim(other, { from: at.device, voter: VOTER, claim }, this.knows.has(other.device));
        this.#send(other.device, at.device, () => this.#answered(at, other, claim, answer));
        // It may have lost its own by that.
        this.#look(other);
      });
    }
  }

  #answered(at: Claims, other: Claims, claim: string, answer: ClaimAnswer): void {
    hearAnswer(at, { from: other.device, voter: VOTER, claim }, answer);
    this.#look(at);
  }

  #look(at: Claims): void {
    if (!at.mine.has(VOTER)) return;
    const stands = standsClaim(at, VOTER);
    if (stands === 'waiting') return;
    if (stands.why === 'granted') {
      this.reserved.push(at.device);
      this.knows.add(at.device);
    }
    this.#end(at);
  }

  #end(at: Claims): void {
    const claim = endClaim(at, VOTER);
    const admitted = this.knows.has(at.device);
    if (claim === null) return;
    for (const other of this.kiosks) {
      if (other === at) continue;
      this.#send(at.device, other.device, () => {
        if (admitted) this.knows.add(other.device);
        hearEnd(other, { from: at.device, voter: VOTER, claim }, 1);
        knownUpTo(other, at.device, 1);
      });
    }
  }
}

const names = ['aa', 'bb', 'cc', 'dd'];

describe('who serves a voter', () => {
  it('is one kiosk at most, whatever is under way when, and one as soon as one asks alone', () => {
    const steps = fc.array(fc.nat({ max: 1_000 }), { maxLength: 120 });
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 4 }), steps, (count, moves) => {
        const room = new Room(names.slice(0, count));
        for (const move of moves) {
          const links = room.links;
          const choices = links.length + count;
          const at = move % choices;
          const link = links[at];
          if (link !== undefined) room.carry(link);
          else room.want(room.kiosks[at - links.length]!);
          expect(room.reserved.length).toBeLessThanOrEqual(1);
        }
        for (let link = room.links[0]; link !== undefined; link = room.links[0]) room.carry(link);
        room.want(room.kiosks[0]!);
        for (let link = room.links[0]; link !== undefined; link = room.links[0]) room.carry(link);
        expect(room.reserved).toHaveLength(1);
        // Nothing is promised or asked for any more.
        for (const { mine, given } of room.kiosks) expect([mine.size, given.size]).toEqual([0, 0]);
      }),
      { numRuns: 500 },
    );
  });

  it('when two ask at the same moment, is the one of higher rank', () => {
    const room = new Room(['aa', 'bb']);
    for (const kiosk of room.kiosks) room.want(kiosk);
    for (let link = room.links[0]; link !== undefined; link = room.links[0]) room.carry(link);
    expect(room.reserved).toEqual(['aa']);
  });

  it('alone is whoever asks', () => {
    expect(beginClaim(noClaims('aa'), VOTER, '1', [])).toEqual({ why: 'granted', by: new Set() });
  });

  it('does not wait for a kiosk that is not seen any more; who has promised is known', () => {
    const claims = noClaims('bb');
    expect(beginClaim(claims, VOTER, '1', ['aa', 'cc'])).toBe('waiting');
    expect(hearAnswer(claims, { from: 'cc', voter: VOTER, claim: '1' }, { granted: true })).toBe('waiting');
    loseSight(claims, 'aa');
    expect(standsClaim(claims, VOTER)).toEqual({ why: 'granted', by: new Set(['cc']) });
    // Whoever is not seen has promised nothing, even if its answer comes at last.
    hearAnswer(claims, { from: 'aa', voter: VOTER, claim: '1' }, { granted: true });
    expect(standsClaim(claims, VOTER)).toEqual({ why: 'granted', by: new Set(['cc']) });
  });

  it('is whoever was promised her, out of sight too, until it is known what came of it or the promise lapses', () => {
    const claims = noClaims('bb');
    const asked = { from: 'cc', voter: VOTER, claim: '2' };
    const promised = () => beginClaim(claims, VOTER, '3', ['cc']);
    expect(hearClaim(claims, asked, false)).toEqual({ granted: true });
    loseSight(claims, 'cc');
    expect(promised()).toEqual({ why: 'claimed', by: 'cc' });
    hearEnd(claims, asked, 7);
    expect(knownUpTo(claims, 'cc', 6)).toEqual([]);
    expect(promised()).toEqual({ why: 'claimed', by: 'cc' });
    expect(knownUpTo(claims, 'cc', 7)).toEqual([VOTER]);
    expect(promised()).toBe('waiting');
    endClaim(claims, VOTER);

    // The word that it is over was lost; or it began anew and knows nothing of it.
    hearClaim(claims, asked, false);
    hearOpen(claims, 'cc', new Set(['2']), 8);
    expect(knownUpTo(claims, 'cc', 8)).toEqual([]);
    hearOpen(claims, 'cc', new Set(), 9);
    expect(knownUpTo(claims, 'cc', 9)).toEqual([VOTER]);

    hearClaim(claims, asked, false);
    expect(lapse(claims, 'cc')).toEqual([VOTER]);
    expect(promised()).toBe('waiting');
  });

  it('is nobody once she was admitted', () => {
    const claims = noClaims('bb');
    expect(hearClaim(claims, { from: 'aa', voter: VOTER, claim: '1' }, true)).toEqual({
      granted: false,
      why: 'admitted',
    });
    beginClaim(claims, VOTER, '2', ['aa']);
    const refused = { granted: false, why: 'admitted' } as const;
    expect(hearAnswer(claims, { from: 'aa', voter: VOTER, claim: '2' }, refused)).toEqual({ why: 'admitted' });
    expect(hearAnswer(claims, { from: 'aa', voter: VOTER, claim: '1' }, { granted: true })).toBeNull();
  });
});
