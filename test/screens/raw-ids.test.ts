import { expect, it } from 'vitest';
import { catalogue, isProblemCode } from '../../core/problem/catalogue.ts';
import { namedValues, saidParams } from '../../core/problem/said.ts';
import { balanceProblem } from '../../main/identification/balance.ts';
import { problemText } from '../../main/problem-words.ts';
import { namesIn, rawIn } from './raw-ids.ts';

it('are found where they stand by themselves, and nowhere in a longer name', () => {
  expect(rawIn('Сеанс 2023-10-08-1: not-in-list, «training»')).toEqual(['2023-10-08-1', 'not-in-list', 'training']);
  expect(rawIn('Режим: official.')).toEqual(['official']);
  expect(rawIn('taanuu-saruu-2023-0001-2023-10-08-2031.ndjson · HD Webcam C270 · 08.10.2023 · SHA-256')).toEqual([]);
});

it('that no hand can make are found in every language: of devices, keys and media, and no checksum or file', () => {
  expect(namesIn('On kiosk d-3f9a01b2c4: the stick (fs:6E2A-11F0), folder:0c5d9a773b1e4c0f.')).toEqual([
    'd-3f9a01b2c4',
    'fs:6E2A-11F0',
    'folder:0c5d9a773b1e4c0f',
  ]);
  expect(rawIn('k-3f9a01b2c4d5e6f7 · 0c5d9a77-3b1e-4c0f-9a55-2f1b6b0d7e10')).toHaveLength(2);
  const harmless =
    'TN-40127-88315 · taanuu-kit-d-3f9a01b2c4-2023-10-08.pdf · 9f86d081 884c7d65 · TAANUU-USB · 4f1c09d27be3a551';
  expect(namesIn(harmless)).toEqual([]);
});

it('are said in words where a problem tells of them', () => {
  for (const [code, names] of Object.entries(namedValues)) {
    expect(isProblemCode(code) && (catalogue[code]?.params ?? []), code).toEqual(expect.arrayContaining([...names]));
  }
  const problems = [
    { code: 'station.not-zero', params: { counter: 'attempt', value: 2 } },
    { code: 'station.simulated-device', params: { device: 'fingerprint' } },
    { code: 'afterwards.act-refused', params: { field: 'number' } },
    { code: 'afterwards.order-other', params: { field: 'mode', value: 'training' } },
    { code: 'readiness.simulated', params: { device: 'page-printer' } },
  ] as const;
  for (const problem of problems) {
    for (const language of ['ky', 'ru'] as const) {
      expect(rawIn(problemText(problem, language, 'happened')), problem.code).toEqual([]);
    }
  }
  expect(problemText(problems[0], 'ru', 'happened')).toContain('обслуживания');
});

it('are no part of what is said when numbers do not balance', () => {
  const none = { reserved: 0, confirmed: 0, released: 0, undone: 0 };
  const told = { ...none, slips: 0, printed: 0 };
  const counters = { ...none, registered: 0, open: 0, firstPrints: 0, ballotsDue: 0, reprints: 0 } as never;
  const found = [
    balanceProblem(counters, { ...told, reserved: 1 }),
    balanceProblem({ ...(counters as object), reserved: 1 } as never, { ...told, reserved: 1 }),
    balanceProblem(counters, { ...told, slips: 1 }),
  ];
  for (const problem of found) {
    if (problem === null) throw new Error('it balances');
    for (const language of ['ky', 'ru'] as const) {
      expect(rawIn(problemText(problem, language, 'happened'))).toEqual([]);
      expect(problemText(problem, language, 'happened')).toMatch(/«.+»/);
    }
  }
});

it('that have no word are left as they are: a serial number, a count', () => {
  const problem = { code: 'station.simulated-device', params: { device: 'TN-40127-88315' } } as const;
  expect(saidParams(problem, (name) => name)).toEqual({ device: 'TN-40127-88315' });
  expect(problemText(problem, 'ky', 'happened')).toContain('TN-40127-88315');
});
