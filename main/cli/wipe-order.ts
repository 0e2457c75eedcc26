import { writeFile } from 'node:fs/promises';
import type { Mode } from '../../core/election/common.ts';
import type { Commission } from '../package/commission.ts';
import { ORDER_ENDING, writeWipeOrder } from '../package/wipe-order.ts';
import { type CommandIo, EXIT, Refused } from './io.ts';

/** What the command was given. */
export interface OrderWish {
  readonly device: string;
  readonly election: string;
  readonly mode: string;
  readonly station: string;
  readonly number: string;
  /** The file; its name gets the ending that a kiosk looks for. */
  readonly out: string;
}

/** Writes the commission's signed order to empty one of its devices. */
export async function writeOrder(commission: Commission, wish: OrderWish, io: CommandIo): Promise<number> {
  const { device, election, mode, station, number, out } = wish;
  const known = (await commission.devices()).some((one) => one.device === device);
  if (!known) throw new Refused({ code: 'command.no-device', params: { station: device } });
  const file = out.endsWith(ORDER_ENDING) ? out : `${out}${ORDER_ENDING}`;
  const created = new Date().toISOString();
  await writeFile(
    file,
    writeWipeOrder(commission, {
      format: 'taanuu/wipe-order/1',
      ...{ number, created, device, election, mode: mode as Mode, station },
    }),
  );
  io.out(file);
  return EXIT.done;
}
