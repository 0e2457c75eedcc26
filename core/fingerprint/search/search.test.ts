import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare } from '../match/compare.ts';
import { chanceOf } from '../synthetic/chance.ts';
import type { FlowMap, Minutia, Template } from '../template.ts';
import { MOST_BYTES } from './flat.ts';
import { Gallery } from './gallery.ts';
import { probeOf, type Round, rounds, search, searchSteps, valuesIn } from './search.ts';

const SIZE = 300;
const types = ['ending', 'bifurcation', 'other'] as const;

/** A scatter of minutiae, with or without flow, that no other number gives. */
function scatter(number: number, count = 40): Template {
  const chance = chanceOf('gallery', number);
  const minutiae = Array.from(
    { length: count },
    (): Minutia => ({
      x: SIZE * chance.next(),
      y: SIZE * chance.next(),
      angle: 2 * Math.PI * chance.next(),
      type: types[Math.floor(3 * chance.next())] ?? 'other',
      quality: Math.floor(101 * chance.next()),
    }),
  );
  const flow: FlowMap = {
    step: 16,
    columns: 19,
    rows: 19,
    directions: Uint8Array.from({ length: 361 }, () => (chance.next() < 0.2 ? 255 : 128 * chance.next())),
  };
  return { width: SIZE, height: SIZE, minutiae, quality: 80, ...(number % 3 !== 0 && { flow }) };
}

/** Another touch: turned, shifted, a few minutiae lost, the others a little elsewhere. */
function touched(template: Template, number: number): Template {
  const chance = chanceOf('touch', number);
  const turn = 0.5 * chance.normal() * 0.5;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const [dx, dy] = [20 * chance.normal(), 20 * chance.normal()];
  const kept = template.minutiae.filter(() => chance.next() < 0.8);
  const minutiae = kept.map((one) => ({
    ...one,
    x: cos * (one.x - 150) + sin * (one.y - 150) + 150 + dx + chance.normal(),
    y: -sin * (one.x - 150) + cos * (one.y - 150) + 150 + dy + chance.normal(),
    angle: one.angle + turn + 0.05 * chance.normal(),
  }));
  return { width: SIZE, height: SIZE, minutiae, quality: 70 };
}

const everybody = (count: number) => Array.from({ length: count }, (_, place) => place);
const people = (count: number): Template[] => Array.from({ length: count }, (_, number) => scatter(number));

describe('search', () => {
  it('that compares with everybody is the same as sorting by compare', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(29), (number, mate) => {
        const templates = people(30);
        const probe = touched(templates[mate]!, number);
        const sorted = templates
          .map((template, place) => ({ place, score: compare(probe, template) }))
          .sort((p, q) => q.score - p.score || p.place - q.place);
        expect(search(probe, Gallery.of(templates), { limit: 30, depth: 1 })).toEqual(sorted);
        expect(sorted[0]?.place).toBe(mate);
      }),
      { numRuns: 8 },
    );
  });

  it('finds the mate among a thousand at the usual depth', () => {
    const templates = people(1000);
    const gallery = Gallery.of(templates);
    const found = Array.from({ length: 12 }, (_, k) => {
      const [top] = search(touched(templates[80 * k]!, k), gallery, { limit: 1 });
      return top?.place;
    });
    expect(found).toEqual(Array.from({ length: 12 }, (_, k) => 80 * k));
  });

  it('gives everybody the same look and the same score in whatever order the gallery is', () => {
    const templates = people(60);
    const order = templates.map((_, k) => (k * 37) % templates.length);
    const probe = touched(templates[7]!, 1);
    const straight = Gallery.of(templates);
    const shuffled = Gallery.of(order.map((k) => templates[k]!));
    for (const round of rounds) {
      const values = valuesIn(round, probeOf(probe), straight, everybody(60));
      expect(valuesIn(round, probeOf(probe), shuffled, everybody(60))).toEqual(order.map((k) => values[k]));
    }
    const named = search(probe, shuffled, { limit: 60, depth: 1 }).map(({ place, score }) => [order[place], score]);
    const scores = new Map(search(probe, straight, { limit: 60, depth: 1 }).map(({ place, score }) => [place, score]));
    expect(named.every(([place, score]) => scores.get(place!) === score)).toBe(true);
    expect(named.length).toBe(60);
  });

  it('is the same in one part and in several, told apart by place where scores are equal', () => {
    const templates = [...people(80), ...people(80)];
    const gallery = Gallery.of(templates);
    const probe = touched(templates[9]!, 4);
    const inParts = (round: Round, places: readonly number[]) => [
      ...valuesIn(round, probeOf(probe), gallery, places.slice(0, 7)),
      ...valuesIn(round, probeOf(probe), gallery, places.slice(7)),
    ];
    const steps = searchSteps(gallery.count, { limit: 10 });
    let asked = steps.next();
    const questions: Round[] = [];
    while (!asked.done) {
      questions.push(asked.value.round);
      asked = steps.next(inParts(asked.value.round, asked.value.places));
    }
    expect(questions).toEqual(rounds);
    const whole = search(probe, gallery, { limit: 10 });
    expect(asked.value).toEqual(whole);
    expect(whole.slice(0, 2).map(({ place }) => place)).toEqual([9, 89]);
  });

  it('of an empty gallery, or for nobody, finds nothing', () => {
    expect(search(scatter(1), Gallery.of([]), { limit: 5 })).toEqual([]);
    expect(search(scatter(1), Gallery.of(people(3)), { limit: 0 })).toEqual([]);
    expect(search(scatter(1, 0), Gallery.of(people(3)), { limit: 1 })).toEqual([{ place: 0, score: 0 }]);
  });
});

describe('a gallery', () => {
  it('grows, and is opened over its buffer by others', () => {
    const templates = people(150);
    const gallery = Gallery.of(templates, { shared: true });
    expect(gallery.buffer).toBeInstanceOf(SharedArrayBuffer);
    const other = Gallery.over(gallery.buffer, gallery.size);
    expect(other.count).toBe(150);
    for (const place of [0, 1, 149]) expect(other.at(place)).toEqual(gallery.at(place));
    const added = gallery.add(scatter(999));
    expect([added, gallery.count, other.count]).toEqual([150, 151, 150]);
    expect(compare(scatter(999), gallery.at(added))).toBe(compare(scatter(999), scatter(999)));
  });

  it('has no other places than its own', () => {
    const gallery = Gallery.of(people(2));
    for (const place of [-1, 2, 0.5, Number.NaN]) expect(() => gallery.at(place)).toThrow(RangeError);
    expect(() => Gallery.over(new ArrayBuffer(64), 64)).toThrow(RangeError);
  });

  it('never needs more than 4 kB for a template, and coarser flow still counts', () => {
    const wide = (step: number, side: number): FlowMap => ({
      step,
      columns: side,
      rows: side,
      directions: Uint8Array.from({ length: side * side }, (_, at) => (Math.floor(at / side) * 127) / side),
    });
    const full: Template = { ...scatter(1, 300), flow: wide(4, 75) };
    const gallery = Gallery.of([full]);
    expect(gallery.size).toBeLessThanOrEqual(MOST_BYTES);
    const { flow } = gallery.at(0);
    expect(flow && [flow.step, flow.columns, flow.rows]).toEqual([8, 38, 38]);
    expect(flow?.directions[38]).toBe(full.flow?.directions[2 * 75]);
  });

  it('takes hostile templates without an exception, in bounded room', () => {
    const strange = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1e300));
    const minutia = fc.record({
      x: strange,
      y: strange,
      angle: strange,
      quality: strange,
      type: fc.constantFrom('ending', 'other', 'no type' as never),
    });
    const flow = fc.record({
      step: strange,
      columns: fc.nat(400),
      rows: fc.nat(400),
      directions: fc.oneof(
        fc.uint8Array({ maxLength: 9 }),
        fc.nat(160_000).map((length) => new Uint8Array(length)),
      ),
    });
    const template = fc.record(
      { width: strange, height: strange, quality: strange, minutiae: fc.array(minutia, { maxLength: 120 }), flow },
      { requiredKeys: ['width', 'height', 'quality', 'minutiae'] },
    );
    fc.assert(
      fc.property(fc.array(template as fc.Arbitrary<Template>, { minLength: 1, maxLength: 4 }), (templates) => {
        const gallery = Gallery.of(templates);
        expect(gallery.size).toBeLessThanOrEqual(MOST_BYTES * templates.length);
        expect(search(templates[0]!, gallery, { limit: 9 }).length).toBe(templates.length);
        for (const round of rounds) {
          for (const probe of [templates[0]!, scatter(2)]) {
            const values = valuesIn(round, probeOf(probe), gallery, everybody(templates.length));
            expect(values.every((value) => value >= 0)).toBe(true);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('counts the votes of a print whose edges are all alike without overflow', () => {
    const same: Template = { ...scatter(0), minutiae: Array.from({ length: 80 }, (_, k) => grid(k)) };
    const [own, other] = valuesIn('first look', probeOf(same), Gallery.of([same, scatter(1)]), [0, 1]);
    expect(own).toBeGreaterThan(10 * other!);
  });
});

/** Minutiae in a square of equal steps, all in one direction. */
const grid = (k: number): Minutia => ({
  x: 20 * (k % 9),
  y: 20 * Math.floor(k / 9),
  angle: 0,
  type: 'ending',
  quality: 9,
});
