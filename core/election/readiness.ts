import type { Election } from './election.ts';
import type { DeviceEntry, PersonEntry } from './station.ts';

/** Why an official sitting must not be opened with this package and device. Training and tests may go on. */
export type ReadinessReason =
  | { readonly reason: 'demo-election' }
  | { readonly reason: 'demo-commission-key' }
  | { readonly reason: 'default-code'; readonly person: string }
  | { readonly reason: 'simulated-device'; readonly device: string }
  | { readonly reason: 'device-not-registered'; readonly device: string }
  | { readonly reason: 'keys-in-file' };

export interface ReadinessFacts {
  readonly election: Election;
  readonly people: readonly PersonEntry[];
  readonly devices: readonly DeviceEntry[];
  /** Id of this device. */
  readonly device: string;
  /** The commission's root key says of itself that it was made for a demonstration. */
  readonly demoCommission: boolean;
  /** Peripherals attached now that are simulators, by name. */
  readonly simulated: readonly string[];
  /** Where this device keeps its keys. */
  readonly keyStrength: 'file' | 'tpm';
}

/**
 * Reasons that forbid the official mode; empty for every other mode.
 * `keys-in-file` is a named weakness that is shown and journalled, see `blocks`.
 */
export function readiness(facts: ReadinessFacts): readonly ReadinessReason[] {
  if (facts.election.mode !== 'official') return [];
  const own = facts.devices.find((d) => d.device === facts.device);
  const reasons: ReadinessReason[] = [];
  if (facts.election.demo) reasons.push({ reason: 'demo-election' });
  if (facts.demoCommission) reasons.push({ reason: 'demo-commission-key' });
  for (const person of facts.people) {
    if (person.defaultCode) reasons.push({ reason: 'default-code', person: person.id });
  }
  if (!own) reasons.push({ reason: 'device-not-registered', device: facts.device });
  const simulated = own?.simulated ? [facts.device, ...facts.simulated] : facts.simulated;
  for (const device of simulated) reasons.push({ reason: 'simulated-device', device });
  if (facts.keyStrength === 'file') reasons.push({ reason: 'keys-in-file' });
  return reasons;
}

/** Keys in a file are weaker than a TPM and are named in the report, but do not stop a station that has no TPM. */
export function blocks(
  reason: ReadinessReason,
): reason is Exclude<ReadinessReason, { readonly reason: 'keys-in-file' }> {
  return reason.reason !== 'keys-in-file';
}
