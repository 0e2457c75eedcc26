import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { type DigitalId, readDevice, readDigitalId, readInfo, type SbiDevice } from './answers.ts';
import { problemOfCode, problemOfJws } from './faults.ts';
import { openJws, unsignedPayload } from './jws.ts';
import type { Trust } from './trust.ts';

/** A finger scanner whose word was checked. */
export interface Scanner {
  readonly port: number;
  readonly device: SbiDevice;
  readonly id: DigitalId;
}

/** Opens a signed digital id. */
export function openDigitalId(token: string, trust: Trust, port: number): Result<DigitalId, Problem> {
  const opened = openJws(token, trust);
  if (!opened.ok) return err(problemOfJws(opened.error, port));
  const id = readDigitalId(opened.value);
  return id === null ? err({ code: 'sbi.wrong-answer', params: { port } }) : ok(id);
}

/**
 * Who answers at a port, from its answer to MOSIPDINFO. Both the info and the digital id in it must be signed by a device
 * that an anchor vouches for.
 * @param serial of the scanner that is wanted; undefined takes the first that takes fingers
 */
export function scannerOf(
  answer: string,
  { trust, port, serial }: { readonly trust: Trust; readonly port: number; readonly serial: string | undefined },
): Result<Scanner, Problem> {
  const wrong: Problem = { code: 'sbi.wrong-answer', params: { port } };
  const read = readInfo(answer);
  if (!read.ok) return err(wrong);
  const { infos, error } = read.value;
  let problem: Problem | null = null;
  for (const info of infos) {
    const scanner = scannerIn(info, trust, port);
    if (!scanner.ok) {
      problem ??= scanner.error;
    } else if (scanner.value.id.type.toLowerCase() === 'finger') {
      const found = scanner.value.id.serialNo;
      if (serial === undefined || found === serial) return scanner;
      problem = { code: 'sbi.wrong-scanner', params: { serial: found, expected: serial } };
    }
  }
  if (problem !== null) return err(problem);
  return err(error === null ? { code: 'sbi.no-scanner', params: { port } } : problemOfCode(error));
}

function scannerIn(info: string, trust: Trust, port: number): Result<Scanner, Problem> {
  const opened = openJws(info, trust);
  if (!opened.ok) return err(unsignedProblem(info) ?? problemOfJws(opened.error, port));
  const device = readDevice(opened.value);
  if (device === null) return err({ code: 'sbi.wrong-answer', params: { port } });
  const id = openDigitalId(device.digitalId, trust, port);
  return id.ok ? ok({ port, device, id: id.value }) : id;
}

/** A device that is not registered has no key yet, and may say so without a signature; nothing else may. */
function unsignedProblem(info: string): Problem | null {
  const device = readDevice(unsignedPayload(info));
  if (device === null) return null;
  return { code: device.deviceStatus === 'not-registered' ? 'sbi.not-registered' : 'sbi.signature-wrong' };
}
