import { catalogue, type Problem } from '../../core/problem/catalogue.ts';
import type { ChecklistLine } from '../api/views.ts';
import type { NamedHealth } from './devices/protocol.ts';

/** Whether it stops the step that the list is about. */
export const isBlocking = (problem: Problem): boolean => catalogue[problem.code]?.severity === 'blocking';

/** A line that is there only when something is wrong. */
export const lineOf = (item: string, problem: Problem | null): readonly ChecklistLine[] =>
  problem === null ? [] : [line(item, problem)];

/** A warning is done with its problem told; only a blocking one stops the opening. */
export function line(item: string, problem: Problem | null, detail: string | null = null): ChecklistLine {
  return { item, state: problem !== null && isBlocking(problem) ? 'blocked' : 'done', problem, detail };
}

/** Without the printer nobody can be admitted; a sensor or reader that is away is told, and comes back by itself. */
export function deviceLine(device: NamedHealth): ChecklistLine {
  const problem = 'problem' in device.status ? device.status.problem : null;
  const told = line(`device-${device.kind}`, problem, device.name);
  return device.kind === 'printer' || problem === null ? told : { ...told, state: 'to-do' };
}
