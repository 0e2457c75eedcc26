import { type BoxStatus, compartments } from '../../core/ballot/path/box.ts';
import { obstacleOf } from '../../core/ballot/path/obstacle.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { DeviceStatus } from '../device.ts';
import type { Refusal } from './messages.ts';

/** The box's status as that of any device. */
export function statusOf(status: BoxStatus): DeviceStatus {
  const problem = obstacleOf(status);
  if (problem !== null) return { state: 'attention', problem };
  const nearly = compartments.some((one) => status.bins[one] === 'nearly-full');
  return nearly ? { state: 'ready', notice: { code: 'ballot-reader.bin-nearly-full' } } : { state: 'ready' };
}

/** Why a command was not begun, by what the box shows where it shows it. */
export function problemOfRefusal(why: Refusal, status: BoxStatus): Problem {
  if (why === 'double-feed') return { code: 'ballot-reader.double-feed' };
  const shown = why === 'cover' || why === 'jam' || why === 'bin' ? obstacleOf(status) : null;
  return shown ?? { code: 'ballot-reader.refused', params: { why } };
}
