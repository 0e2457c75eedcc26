import { expect, it } from 'vitest';
import { runNight } from '../../main/hub/results-night-run.fixture.ts';

/** The run of `bench/results-night.ts` with few stations: three real servers, two collectors, and a line that loses a third. */
it('has the results of every station at 30 % loss, adds them up to the truth, and names every case', async () => {
  const report = await runNight({
    ...{ stations: 40, stick: 4, unbalanced: 3, corrected: 2, forged: 1, scans: 70_000, seed: 'night' },
    ...{ loss: 30, scale: 120, links: 4, collectors: 2 },
  });
  expect(report.wrong).toEqual([]);
  expect(report.states).toEqual({ arrived: 34, corrected: 2, 'does-not-balance': 3, forged: 1 });
  expect(report.ways).toEqual({ link: 38, stick: 4 });
  expect(report.named).toEqual([
    ...['0001', '0002', '0003'].map((station) => `${station} does-not-balance ratio-broken`),
    ...['0004 corrected', '0005 corrected'],
    '0006 forged bad-signature protocol-forged',
  ]);
  // Two parts each, and what was lost of them.
  expect(report.messages).toBeGreaterThan(2 * 42);
}, 180_000);
