import { join } from 'node:path';
import type { Stage } from '../../../api/views.ts';
import { nodeCrypto } from '../../../crypto/node.ts';
import { verifyFile } from '../../../journal/verify-file.ts';
import { type DeskClient, must } from '../desk-client.ts';
import type { Room } from '../room.ts';
import type { ElectionCommission, OnStick } from './commission.ts';

/** A journal that left the kiosk: on a stick, to be verified as long as it is kept. */
export interface Exported {
  readonly file: string;
  readonly package: OnStick;
}

/** The chair takes the log to a stick. */
export async function downloadLog(room: Room, of: OnStick): Promise<Exported> {
  const chair = await room.deskOf('chair');
  const written = await chair.client.station.downloadLog({ target: room.stick });
  chair.close();
  if (!written.ok) throw new Error(written.error.code);
  return { file: join(room.stick, written.value.file), package: of };
}

/** Writes a retention copy to every stick. @returns the journals in them */
async function keepCopies(room: Room, desk: DeskClient, of: OnStick): Promise<readonly Exported[]> {
  const copies: Exported[] = [];
  for (const target of room.sticks) {
    const written = await desk.client.retention.writeCopy({ target });
    if (!written.ok) throw new Error(written.error.code);
    copies.push({ file: join(target, written.value.folder, 'journal.ndjson'), package: of });
  }
  return copies;
}

/**
 * Copies on two media, the act printed twice, each thing ticked at the territorial commission, and the copies once more:
 * what was decided since must be on them.
 */
export async function handOver(room: Room, of: OnStick): Promise<readonly Exported[]> {
  const chair = await room.deskOf('chair');
  await keepCopies(room, chair, of);
  const { proposed } = await chair.client.handing.act({});
  const items = [...proposed, { kind: 'seal' as const, what: 'seal', number: 'KG-777', count: 1 }];
  must(await chair.client.handing.handOver({ to: 'Жети-Өгүз АШК', items, approvers: room.two }));
  await stage(chair, 'handed-over');
  for (const copy of [1, 2] as const) must(await chair.client.handing.printCopy({ copy }));
  chair.close();
  const administrator = await room.deskOf('administrator');
  must(await administrator.client.handing.check({ items: items.map(() => ({ condition: 'good', note: null })) }));
  const copies = await keepCopies(room, administrator, of);
  administrator.close();
  return copies;
}

/** What the device says of having been emptied. */
export interface Wiped {
  readonly election: string;
  readonly number: string;
  /** Events that the election's journal had. */
  readonly events: number;
}

/** Empties the device on the commission's signed order, by two persons. */
export async function wipe(room: Room, commission: ElectionCommission, of: OnStick): Promise<Wiped> {
  const path = commission.orderWipe(room.stick, of);
  const technician = await room.deskOf('technician');
  const offered = await technician.client.wipe.orders({});
  const problem = offered.orders.find((one) => one.path === path)?.problem;
  if (problem !== null) throw new Error(`the order is not carried out: ${problem?.code ?? 'it is not seen'}`);
  const approvers = [room.credential('technician'), room.credential('administrator')];
  must(await technician.client.wipe.begin({ path, approvers }));
  await stage(technician, 'unprovisioned');
  const { last } = await technician.client.wipe.orders({});
  technician.close();
  if (!last) throw new Error('the device does not tell of its wipe');
  return { election: last.election, number: last.number, events: last.events };
}

/** Verifies everything that was exported, whatever has become of the kiosk since. */
export async function exportDifferences(
  exported: readonly Exported[],
  commission: ElectionCommission,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const { file, package: of } of exported) {
    const report = await verifyFile(file, await commission.trust(of), nodeCrypto);
    if (!report.ok) wrong.push(`${file} cannot be read: ${report.error.code}`);
    else if (!report.value.ok) wrong.push(`${file} does not verify: ${JSON.stringify(report.value.finding)}`);
  }
  return wrong;
}

const stage = (desk: DeskClient, wanted: Stage) =>
  desk.until((view) => view.station.stage === wanted, `the station ${wanted}`);
