import { afterAll, describe, expect, it } from 'vitest';
import type { Policy } from '../../core/election/policy.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { impression, syntheticFinger } from '../../core/fingerprint/fingerprint.ts';
import { err, ok } from '../../core/problem/result.ts';
import type { FingerImage } from '../../drivers/device.ts';
import { Biometrics } from './biometrics/client.ts';
import type { CaptureAnswer } from './devices/protocol.ts';
import { FingerBench } from './finger-bench.ts';
import type { Kiosk } from './kiosk.ts';

/** The bench over the real engine in its worker thread; the sensor gives what the test puts on it. */
const biometrics = new Biometrics();
afterAll(() => biometrics.close());

const image = (seed: number, touch: number, condition: 'good' | 'smeared' = 'good'): FingerImage => ({
  ...impression(syntheticFinger({ seed: 'bench', voter: seed, finger: 2 }), {
    capture: touch,
    condition,
    width: 256,
    height: 288,
    dpi: 400,
  }),
  dpi: 400,
});

function bench(policy: Policy = defaultPolicy) {
  const asked: { readonly afterLift: boolean; readonly answer: (value: CaptureAnswer) => void }[] = [];
  const devices = {
    capture: ({ afterLift, signal }: { readonly afterLift: boolean; readonly signal: AbortSignal }) =>
      new Promise<CaptureAnswer>((resolve) => {
        asked.push({ afterLift, answer: resolve });
        signal.addEventListener('abort', () => resolve(err({ code: 'device.cancelled' })));
      }),
  };
  const written: string[] = [];
  const kiosk = {
    inForce: () => ({ policy }),
    record: (type: string) => written.push(type),
    note: (type: string) => written.push(type),
    changed: () => {},
  } as unknown as Kiosk;
  const room = new FingerBench(kiosk, devices, biometrics);
  /** Waits for a touch and gives it this one. */
  const touch = async (put: FingerImage): Promise<void> => {
    const before = asked.length;
    expect(room.take()).toEqual(ok(null));
    await expect.poll(() => asked.length).toBe(before + 1);
    asked.at(-1)?.answer(ok(put));
    await expect.poll(() => room.view.state, { timeout: 20_000 }).toBe('idle');
  };
  return { room, touch, asked, written };
}

describe('the bench for the sensor', () => {
  it('shows one touch, then with the second why both match, by the threshold of the policy', async () => {
    const { room, touch, asked, written } = bench();
    await touch(image(7, 1));
    expect(room.view.comparison).toBeNull();
    expect(room.view.prints).toHaveLength(1);
    expect(room.view.prints[0]?.minutiae.length).toBeGreaterThan(10);
    await touch(image(7, 2));
    const { prints, comparison, rule } = room.view;
    expect(rule).toEqual({ minimumQuality: 25, threshold: 40 });
    expect(comparison?.verdict).toBe('match');
    expect(comparison?.score).toBeGreaterThanOrEqual(rule?.threshold ?? 101);
    expect(comparison?.pairs.length).toBeGreaterThan(5);
    for (const [a, b] of comparison?.pairs ?? []) {
      expect(prints[0]?.minutiae[a]).toBeDefined();
      expect(prints[1]?.minutiae[b]).toBeDefined();
    }
    // The finger must have been lifted between the two; nothing was journalled.
    expect(asked.map((one) => one.afterLift)).toEqual([false, true]);
    expect(written).toEqual([]);
  });

  it('says nothing of accepting where the policy compares no fingers', async () => {
    const { room, touch } = bench({ ...defaultPolicy, modalities: [] });
    await touch(image(7, 1));
    await touch(image(7, 2));
    expect(room.view.rule).toBeNull();
    expect(room.view.comparison).toMatchObject({ verdict: 'no-rule', score: expect.any(Number) });
  });

  it('judges a pair by the poorer of its touches, whichever came first', async () => {
    const modalities = defaultPolicy.modalities.map((one) =>
      one.kind === 'finger' ? { ...one, qualityMinimum: 40 } : one,
    );
    const { room, touch } = bench({ ...defaultPolicy, modalities });
    await touch(image(7, 1, 'smeared'));
    await touch(image(7, 2));
    const [first, second] = room.view.prints;
    expect(first?.quality).toBeLessThan(40);
    expect(second?.quality).toBeGreaterThanOrEqual(40);
    expect(room.view.comparison?.verdict).toBe('too-poor');
  });

  it('says that another finger would not be accepted, and begins a new pair with the third touch', async () => {
    const { room, touch } = bench();
    await touch(image(7, 1));
    await touch(image(8, 1));
    expect(room.view.comparison?.verdict).toBe('no-match');
    await touch(image(8, 2));
    expect(room.view.prints).toHaveLength(1);
    expect(room.view.comparison).toBeNull();
  });

  it('calls a touch of nothing too poor to be compared', async () => {
    const { room, touch } = bench();
    await touch(image(7, 1));
    const put = { width: 256, height: 288, dpi: 400, pixels: new Uint8Array(256 * 288).fill(230) };
    await touch(put);
    expect(room.view.prints[1]).toMatchObject({ quality: 0, why: ['no-finger'], minutiae: [] });
    expect(room.view.comparison?.verdict).toBe('too-poor');
    // The image is overwritten as soon as its minutiae are taken.
    expect(put.pixels.every((value) => value === 0)).toBe(true);
  });

  it('tells what keeps the sensor away, and can be asked again', async () => {
    const { room, touch, asked } = bench();
    room.take();
    expect(room.take()).toMatchObject({ error: { code: 'station.nothing-to-do' } });
    asked.at(-1)?.answer(err({ code: 'device.fingerprint-missing' }));
    await expect
      .poll(() => room.view)
      .toMatchObject({ state: 'idle', problem: { code: 'device.fingerprint-missing' } });
    await touch(image(7, 1));
    expect(room.view.problem).toBeNull();
  });

  it('keeps nothing when it is left, whatever was under way', async () => {
    const { room, touch, asked } = bench();
    await touch(image(7, 1));
    room.take();
    room.leave();
    expect(room.view).toMatchObject({ state: 'idle', problem: null, prints: [], comparison: null });
    // An image that comes in after that leaves nothing either.
    room.take();
    const late = image(7, 2);
    asked.at(-1)?.answer(ok(late));
    room.leave();
    await expect.poll(() => late.pixels.every((value) => value === 0), { timeout: 20_000 }).toBe(true);
    expect(room.view.prints).toEqual([]);
  });
});
