import { describe, expect, it } from 'vitest';
import { err, ok } from '../../core/problem/result.ts';
import type { WireFault } from '../simulator/wire.ts';
import { WireDamage } from '../simulator/wire.ts';
import { codeOf } from '../testing/bench.ts';
import { boxBench, pageOf, sheetOf, tokenOf } from './box.fixture.ts';

const code = (result: { readonly ok: boolean; readonly error?: { readonly code: string } }) =>
  result.error?.code ?? 'ok';

describe('a ballot box', () => {
  it('draws a sheet in, shows it as it is, and lets it fall where it is told to', async () => {
    const { box, reader, done, up } = boxBench();
    await up();
    box.path.insert(sheetOf('a'));
    const grabbed = await done(reader.grab());
    const sheet = grabbed.ok ? (grabbed.value.sheet?.id ?? 0) : 0;
    const page = await done(reader.scan(sheet));
    expect(page).toEqual(ok(pageOf('a')));
    expect(reader.box).toMatchObject({
      paper: { front: false, middle: true, gate: true, back: false },
      gate: 'closed',
    });
    expect(reader.box?.sheet).toMatchObject({ id: sheet, lengthMm: 297 });
    const accepted = await done(reader.accept({ sheet, token: tokenOf(1), into: 'invalid' }));
    expect(accepted).toMatchObject({ ok: true, value: { last: { token: tokenOf(1), into: 'invalid', passed: true } } });
    expect(box.whereabouts.facts.map(({ to }) => to)).toEqual(['slot', 'path', 'invalid']);
    expect(reader.health().events).toEqual({ lost: 0, doubled: 0 });
    expect(reader.health().counters).toMatchObject({ retries: 0, skipped: 0 });
  });

  it.each([
    ['late', {}],
    ['lost', { loseEvery: 1 }],
  ])('hears of what happens after its greeting was repeated, and the answer to that was %s', async (_, fault) => {
    const written: Uint8Array[] = [];
    const { box, cable, clock, reader, up } = boxBench({
      tap: (link) => {
        const write = link.write.bind(link);
        link.write = (bytes, options) => {
          written.push(bytes);
          return write(bytes, options);
        };
        return link;
      },
    });
    await up();
    box.path.insert(sheetOf('a'));
    box.path.pull();
    await clock.pass(5);
    // Nobody had time to read the answer to the first one before the second was on its way.
    box.fault = fault;
    await cable.write(written[0] ?? new Uint8Array(), { timeoutMs: 100, signal: new AbortController().signal });
    await clock.pass(5);
    box.fault = {};
    box.path.insert(sheetOf('b'));
    await clock.pass(5);
    expect(reader.box?.paper.front).toBe(true);
  });

  it('gives a sheet back', async () => {
    const { box, reader, done, up, held } = boxBench();
    await up();
    const sheet = await held(sheetOf('a'));
    const back = await done(reader.giveBack(sheet));
    expect(back).toMatchObject({ ok: true, value: { sheet: null, paper: { front: true, middle: false }, last: null } });
    expect(box.whereabouts.of('a')).toBe('slot');
    expect(box.path.pull()).toBe(true);
    expect(box.whereabouts.of('a')).toBe('hand');
  });

  it('takes a sheet once however often it is told to, and no other sheet by the same name', async () => {
    const { box, reader, done, up, held } = boxBench();
    await up();
    const first = await held(sheetOf('a'));
    const order = { sheet: first, token: tokenOf(1), into: 'valid' } as const;
    expect((await done(reader.accept(order))).ok).toBe(true);
    expect((await done(reader.accept(order))).ok).toBe(true);
    const second = await held(sheetOf('b'));
    // Late, doubled or said of the wrong sheet.
    expect((await done(reader.accept(order))).ok).toBe(true);
    expect((await done(reader.accept({ ...order, sheet: second }))).ok).toBe(true);
    expect(code(await done(reader.accept({ ...order, token: tokenOf(2) })))).toBe('ballot-reader.refused');
    expect(box.whereabouts.in('valid')).toEqual(['a']);
    expect(box.whereabouts.of('b')).toBe('path');
  });

  it.each([
    ['front', 'ballot-reader.jammed-front'],
    ['middle', 'ballot-reader.jammed-middle'],
    ['gate', 'ballot-reader.jammed-gate'],
  ] as const)('says that paper is jammed at %s, and is ready again when a person has helped', async (at, problem) => {
    const { box, reader, done, up, clock } = boxBench();
    await up();
    // The sensor at the slot is before the place where a hand leaves the sheet: it sticks on its way back.
    const sheet = at === 'front' ? 0 : 1;
    box.path.insert(sheetOf('a'));
    if (sheet === 0) box.fault = { motorDead: true };
    else box.path.snag = at;
    const grabbed = await done(reader.grab());
    const id = grabbed.ok ? (grabbed.value.sheet?.id ?? 0) : 0;
    await done(reader.scan(id));
    expect(codeOf(reader.status)).toBe(problem);
    expect(reader.box?.jam).toBe(at);
    box.fault = {};
    box.setCover(true);
    await clock.pass(500);
    expect(codeOf(reader.status)).toBe('ballot-reader.cover-open');
    expect(box.path.takeOut()).toBe(true);
    box.setCover(false);
    await done(reader.reset());
    expect(reader.status).toEqual({ state: 'ready' });
    expect(box.whereabouts.of('a')).toBe('hand');
  });

  it.each([
    ['before it passes', 'back', false],
    ['after it has passed', 'behind-flap', true],
  ] as const)('a jam %s is told with what became of the sheet', async (_, snag, passed) => {
    const { box, reader, done, up, held } = boxBench();
    await up();
    const sheet = await held(sheetOf('a'));
    box.path.snag = snag;
    await done(reader.accept({ sheet, token: tokenOf(1), into: 'valid' }));
    expect(codeOf(reader.status)).toBe('ballot-reader.jammed-back');
    expect(reader.box?.last).toEqual({ token: tokenOf(1), into: 'valid', passed });
    const after = await done(reader.reset());
    if (passed) {
      // What has passed is pushed on.
      expect(box.whereabouts.of('a')).toBe('valid');
    } else {
      expect(after).toMatchObject({ ok: true, value: { sheet: { id: sheet } } });
      await done(reader.giveBack(sheet));
      expect(box.whereabouts.of('a')).toBe('slot');
    }
  });

  it('notices two sheets at once, and gives both back', async () => {
    const { box, reader, done, up } = boxBench();
    await up();
    box.path.insert(sheetOf('a', { under: sheetOf('b') }));
    const grabbed = await done(reader.grab());
    const sheet = grabbed.ok ? (grabbed.value.sheet?.id ?? 0) : 0;
    expect(code(await done(reader.scan(sheet)))).toBe('ballot-reader.double-feed');
    expect(code(await done(reader.accept({ sheet, token: tokenOf(1), into: 'valid' })))).toBe(
      'ballot-reader.double-feed',
    );
    expect((await done(reader.giveBack(sheet))).ok).toBe(true);
    expect([box.whereabouts.of('a'), box.whereabouts.of('b')]).toEqual(['slot', 'slot']);
  });

  it('a sheet that is pulled back while it is drawn in is nobody’s', async () => {
    const { box, reader, done, up, clock } = boxBench();
    await up();
    box.path.insert(sheetOf('a'));
    const grabbed = await done(reader.grab());
    const scanning = reader.scan(grabbed.ok ? (grabbed.value.sheet?.id ?? 0) : 0);
    await clock.pass(200);
    expect(box.path.pull()).toBe(true);
    expect(code(await done(scanning))).toBe('ballot-reader.page-broken');
    expect(reader.box).toMatchObject({ sheet: null, motion: 'still', jam: null });
    expect(box.whereabouts.of('a')).toBe('hand');
  });

  it.each([
    ['A3', 420, { front: true, gate: true }, null],
    ['A5', 210, { front: false, gate: true }, 210],
  ])('shows how long foreign paper is: %s', async (_, lengthMm, paper, told) => {
    const { reader, up, held } = boxBench();
    await up();
    await held(sheetOf('a', { lengthMm }));
    expect(reader.box).toMatchObject({ paper, sheet: { lengthMm: told } });
  });

  it('says that a compartment is full or away, and takes nothing into it', async () => {
    const { box, reader, done, up, held, clock } = boxBench();
    await up();
    const sheet = await held(sheetOf('a'));
    box.setBins({ valid: 'nearly-full', invalid: 'ok' });
    await clock.pass(500);
    expect(reader.status).toEqual({ state: 'ready', notice: { code: 'ballot-reader.bin-nearly-full' } });
    box.setBins({ valid: 'full', invalid: 'ok' });
    expect(code(await done(reader.accept({ sheet, token: tokenOf(1), into: 'valid' })))).toBe('ballot-reader.bin-full');
    expect(reader.box?.last).toBeNull();
  });

  it.each([5, 200, 500, 728, 732, 745, 753, 755, 756, 758, 770, 850, 904, 906, 1_200])(
    'after a cut of its power %i ms into accepting, its word and the place of the sheet agree',
    async (ms) => {
      const { box, reader, done, up, held, clock } = boxBench();
      await up();
      const sheet = await held(sheetOf('a'));
      const accepting = reader.accept({ sheet, token: tokenOf(1), into: 'valid' });
      await clock.pass(ms);
      box.powerOff();
      await clock.pass(300);
      box.powerOn();
      await done(accepting);
      const seen = await done(reader.look());
      const status = seen.ok ? seen.value : null;
      expect(status?.motion).toBe('still');
      if (status?.last?.passed) {
        await done(reader.reset());
        expect(box.whereabouts.of('a')).toBe('valid');
      } else {
        // Same token, but nobody knows whether it is the same sheet: it is not taken.
        const now = status?.sheet?.id ?? 0;
        expect(code(await done(reader.accept({ sheet: now, token: tokenOf(1), into: 'valid' })))).toBe(
          'ballot-reader.refused',
        );
        expect((await done(reader.giveBack(now))).ok).toBe(true);
        expect(box.whereabouts.of('a')).toBe('slot');
      }
    },
  );

  it('a cable that is pulled while it accepts: the sheet falls, and afterwards it is known', async () => {
    const { box, reader, done, up, held, clock, cable } = boxBench();
    await up();
    const sheet = await held(sheetOf('a'));
    const accepting = reader.accept({ sheet, token: tokenOf(1), into: 'valid' });
    await clock.pass(60);
    cable.unplug();
    expect(await done(accepting)).toEqual(err({ code: 'ballot-reader.missing' }));
    expect(reader.status.state).toBe('missing');
    await clock.pass(3_000);
    cable.plug();
    await clock.pass(3_000);
    expect(reader.status).toEqual({ state: 'ready' });
    expect(reader.box?.last).toEqual({ token: tokenOf(1), into: 'valid', passed: true });
    expect(box.whereabouts.of('a')).toBe('valid');
  });

  it.each([
    ['every third answer or event is lost', { loseEvery: 3 }],
    ['every second comes twice', { doubleEvery: 2 }],
    ['answers are late', { lateMs: 400 }],
    ['late, doubled and lost', { loseEvery: 5, doubleEvery: 3, lateMs: 150 }],
  ])('does its work although %s', async (_, fault) => {
    const { box, reader, done, up, held } = boxBench();
    await up();
    box.fault = fault;
    for (const [n, name] of ['a', 'b', 'c'].entries()) {
      const sheet = await held(sheetOf(name));
      expect(reader.box?.sheet?.id).toBe(sheet);
      await done(reader.accept({ sheet, token: tokenOf(n), into: 'valid' }));
      expect(reader.box?.last).toEqual({ token: tokenOf(n), into: 'valid', passed: true });
    }
    expect(box.whereabouts.in('valid')).toEqual(['a', 'b', 'c']);
    const { lost, doubled } = reader.health().events;
    if ('loseEvery' in fault) expect(lost + reader.health().counters.retries).toBeGreaterThan(0);
    if ('doubleEvery' in fault) expect(doubled).toBeGreaterThan(0);
  });

  it.each<[string, WireFault]>([
    ['in single bytes', { split: true }],
    ['with every 5,003rd byte lost', { loseEvery: 5_003 }],
    ['with every 4,001st byte doubled', { doubleEvery: 4_001 }],
    ['with noise before every message', { garbage: Uint8Array.of(3, 0xff, 0, 7, 0x55) }],
  ])('brings a page whole over a line %s', async (_, wire) => {
    const { reader, done, up, box, cable } = boxBench();
    await up();
    const damage = new WireDamage();
    cable.damage = (bytes) => [damage.done(bytes, wire)];
    box.path.insert(sheetOf('a'));
    const grabbed = await done(reader.grab());
    expect(await done(reader.scan(grabbed.ok ? (grabbed.value.sheet?.id ?? 0) : 0))).toEqual(ok(pageOf('a')));
  });

  it('is silent, climbs its ladder, and comes back by itself', async () => {
    const { box, reader, up, clock } = boxBench();
    await up();
    box.fault = { silent: true };
    await clock.pass(60_000, () => codeOf(reader.status) === 'ballot-reader.silent');
    expect(codeOf(reader.status)).toBe('ballot-reader.silent');
    expect(Object.keys(reader.health().counters.recoveries)).toEqual(['retry', 'soft-reset', 'reopen', 're-enumerate']);
    box.fault = {};
    await clock.pass(20_000, () => reader.status.state === 'ready');
    expect(reader.status).toEqual({ state: 'ready' });
  });

  it('of another version is told so, and nothing is asked of it', async () => {
    const { box, reader, done, clock } = boxBench();
    box.fault = { protocol: 7 };
    reader.open();
    await clock.pass(3_000);
    expect(reader.status).toEqual({
      ...{ state: 'attention', problem: { code: 'ballot-reader.other-version', params: { version: 7 } } },
    });
    expect(code(await done(reader.grab()))).toBe('ballot-reader.other-version');
  });

  it('that lost its power unseen is greeted anew, and what it held has another number', async () => {
    const { box, reader, done, up, held } = boxBench();
    await up();
    const sheet = await held(sheetOf('a'));
    box.powerOff();
    box.powerOn();
    expect(code(await done(reader.giveBack(sheet)))).toBe('ballot-reader.lost-power');
    const seen = await done(reader.look());
    expect(seen.ok && seen.value.sheet?.id !== sheet && seen.value.sheet !== null).toBe(true);
  });

  it('leaves nothing behind when it is closed', async () => {
    const { reader, up, clock, cable, held } = boxBench();
    await up();
    await held(sheetOf('a'));
    const scanning = reader.accept({ sheet: 1, token: tokenOf(1), into: 'valid' });
    const closing = reader.close();
    await clock.pass(10_000);
    await Promise.all([scanning, closing]);
    expect([clock.pending, cable.listening]).toEqual([0, 0]);
  });
});
