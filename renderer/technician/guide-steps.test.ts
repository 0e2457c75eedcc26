import { describe, expect, it } from 'vitest';
import type { DeviceView, FingerBenchView } from '../../main/api/views.ts';
import { deviceOfStep, firstOpen, guideSteps, isNeeded, isOpen, isWanted, stateOfStep } from './guide-steps.ts';

const device = (kind: DeviceView['kind'], state: DeviceView['state'], id: string = kind): DeviceView => ({
  ...{ id, kind, state, name: '', problem: null, driver: 'r30x', path: '/dev/x', since: '2023-10-08T02:12:00Z' },
  ...{ bytesIn: 0, bytesOut: 0, skipped: 0, retries: 0, recoveries: 0 },
});
const table = [device('fingerprint', 'ready'), device('document', 'ready'), device('printer', 'ready')];

const told = (devices: readonly DeviceView[], voterDisplays = 1, fingerBench: FingerBenchView | null = null) =>
  ({ station: { devices }, voterDisplays, fingerBench }) as unknown as Parameters<typeof stateOfStep>[1];

describe('a step of the guide', () => {
  it('is done when its device is well, and none is kept: pulled out, it is open again', () => {
    expect(stateOfStep('printer', told(table))).toBe('done');
    expect(stateOfStep('printer', told([device('printer', 'missing')]))).toBe('trouble');
    expect(stateOfStep('printer', told([device('printer', 'attention')]))).toBe('trouble');
    expect(stateOfStep('printer', told([device('printer', 'working')]))).toBe('coming');
    expect(stateOfStep('printer', told([]))).toBe('absent');
  });

  it('speaks of the one that is not well where there are several of a kind', () => {
    const readers = [device('document', 'ready'), device('document', 'missing', 'document-2')];
    expect(deviceOfStep('document', readers)?.id).toBe('document-2');
    expect(stateOfStep('document', told(readers))).toBe('trouble');
  });

  it('stays done while the sensor waits for the finger of its try', () => {
    const waiting = { state: 'waiting' } as FingerBenchView;
    expect(stateOfStep('fingerprint', told([device('fingerprint', 'working')], 1, waiting))).toBe('done');
    expect(stateOfStep('fingerprint', told([device('fingerprint', 'working')]))).toBe('coming');
    expect(stateOfStep('fingerprint', told([device('fingerprint', 'missing')], 1, waiting))).toBe('trouble');
  });

  it('of the display is done by the window that the voter sees', () => {
    expect(stateOfStep('display', told(table, 0))).toBe('absent');
    expect(stateOfStep('display', told(table, 1))).toBe('done');
  });
});

describe('the guide', () => {
  it('begins at the first step that is open, and at the end when all is well', () => {
    expect(firstOpen(told([]))).toBe('fingerprint');
    expect(firstOpen(told(table.filter(({ kind }) => kind !== 'printer')))).toBe('printer');
    expect(firstOpen(told(table))).toBe('readiness');
  });

  it('does without what no table needs, but not with one that is there and not well', () => {
    expect(guideSteps.filter((step) => isOpen(step, told(table, 0)))).toEqual([]);
    expect(firstOpen(told([...table, device('chip', 'missing')]))).toBe('chip');
    expect(stateOfStep('readiness', told([...table, device('chip', 'missing')]))).toBe('trouble');
  });

  it('stands first where something that a table needs is gone, not where it is only starting', () => {
    expect(guideSteps.filter(isNeeded)).toEqual(['fingerprint', 'document', 'printer']);
    expect(isWanted(told(table))).toBe(false);
    expect(isWanted(told([]))).toBe(true);
    expect(isWanted(told(table.map((one) => ({ ...one, state: 'working' as const }))))).toBe(false);
    expect(isWanted(told([...table, device('chip', 'missing')]))).toBe(false);
  });
});
