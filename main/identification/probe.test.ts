import { expect, it } from 'vitest';
import type { Biometrics } from './biometrics/client.ts';
import { Probe } from './probe.ts';

function probeWith(templates: Uint8Array[]): Probe {
  const image = () => ({ width: 1, height: 1, pixels: new Uint8Array(1) });
  const biometrics = { extract: async () => ({ template: templates.shift(), quality: 80, why: [] }) };
  const capture = async () => ({ ok: true as const, value: image() });
  return new Probe({ capture }, biometrics as unknown as Biometrics, false);
}

const { signal } = new AbortController();

it('overwrites a template when the next one comes, and when the attempt has ended', async () => {
  const [first, second] = [Uint8Array.of(1, 2), Uint8Array.of(3, 4)];
  const probe = probeWith([first, second]);
  await probe.capture(signal);
  await probe.capture(signal);
  expect([...first]).toEqual([0, 0]);
  expect([...second]).toEqual([3, 4]);
  probe.forget();
  expect([...second]).toEqual([0, 0]);
});

it('overwrites a capture that comes in only after the attempt has ended', async () => {
  const late = Uint8Array.of(5, 6);
  const probe = probeWith([late]);
  const capturing = probe.capture(signal);
  probe.forget();
  await capturing;
  expect([...late]).toEqual([0, 0]);
});
