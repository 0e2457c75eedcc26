import { catalogue, type Problem } from '../../../core/problem/catalogue.ts';
import type { ReadinessLine } from '../../api/views.ts';
import type { NamedHealth } from '../devices/protocol.ts';
import { type DeviceSetup, isTableKind, kindOf } from '../devices/setup.ts';

/** Red first: whoever stands before it with a cable in his hand begins at the top. */
const order: Readonly<Record<ReadinessLine['state'], number>> = { bad: 0, warn: 1, good: 2 };

/** A line of the report; how bad it is, its problem's severity says. */
export function reportLine(check: string, problem: Problem | null, detail: string | null = null): ReadinessLine {
  const state = problem === null ? 'good' : catalogue[problem.code]?.severity === 'blocking' ? 'bad' : 'warn';
  return { check, state, problem, detail };
}

/** The lines of a report in the order in which they want to be dealt with; within one colour as they were looked at. */
export const redFirst = (lines: readonly ReadinessLine[]): readonly ReadinessLine[] =>
  lines.toSorted((a, b) => order[a.state] - order[b.state]);

/** What is said of each device: what is wrong with it, that it has not spoken yet, or that it is well. */
export function deviceLines(setups: readonly DeviceSetup[], health: readonly NamedHealth[]): readonly ReadinessLine[] {
  return setups.flatMap(({ id, driver, at, simulated }) => {
    const own = health.find((one) => one.id === id);
    const line = reportLine(`device.${id}`, problemOf(id, own), own === undefined ? at : `${own.name}, ${at}`);
    // Nobody is served without a sensor, a document reader and a printer: one that never came up is no trifle.
    const stops = line.problem?.code === 'readiness.device-silent' && isTableKind(kindOf[driver]);
    const told = stops ? { ...line, state: 'bad' as const } : line;
    const practice = reportLine(`simulated.${id}`, { code: 'readiness.simulated', params: { device: id } });
    return simulated ? [told, practice] : [told];
  });
}

function problemOf(id: string, own: NamedHealth | undefined): Problem | null {
  const silent: Problem = { code: 'readiness.device-silent', params: { device: id } };
  if (own === undefined) return silent;
  switch (own.status.state) {
    case 'ready':
      return own.status.notice ?? null;
    case 'attention':
    case 'missing':
      return own.status.problem;
    case 'working':
      if (own.status.doing === 'capturing' || own.status.doing === 'printing') return null;
      return own.status.because ?? silent;
  }
}
