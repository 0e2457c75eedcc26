import { ballotsOf, precinctOf } from '../../core/election/election.ts';
import { plannedSittings } from '../../core/election/sittings.ts';
import { type StationFacts, stationSlip, voterReceipt } from '../../core/receipt/content.ts';
import type { Slip } from '../../core/receipt/slip.ts';
import type { Manifest } from './format.ts';

/** What a station prints first, last, and for each voter. */
export type ProofSlipKind = 'receipt' | 'start' | 'final';

/** Every proof of a slip says that it is one: at a table a receipt is worth a ballot. */
const sample = { line: 'mark', text: { ky: 'ҮЛГҮ', ru: 'ОБРАЗЕЦ' } } as const;

/** The slips of a package as its station will print them, with invented numbers. */
export function proofSlips({
  manifest: { election, policy, station, devices },
  sha256,
  registered,
}: {
  readonly manifest: Pick<Manifest, 'election' | 'policy' | 'station' | 'devices'>;
  readonly sha256: string;
  readonly registered: number;
}): readonly { readonly kind: ProofSlipKind; readonly slip: Slip }[] {
  const own = devices.find((one) => one.station === station) ?? devices[0];
  const constituency = precinctOf(election, station)?.constituency ?? election.constituencies[0]?.id ?? '';
  const names = election.constituencies.find(({ id }) => id === constituency)?.names ?? election.names;
  const ballot = ballotsOf(election, constituency)[0]?.names ?? election.names;
  const place = {
    ...{ mode: election.mode, election: election.names, station, date: election.day.date, time: election.day.open },
    ...{ device: own?.device ?? '', serial: own?.serial ?? '', head: sha256 },
  };
  const counted = Math.min(registered, 7);
  const counters = (admitted: number): StationFacts['counters'] => ({
    ...{ reserved: admitted, firstPrints: admitted, confirmed: admitted, released: 0, undone: 0, reprints: 0 },
    byModality: { finger: admitted },
    bySex: { female: Math.ceil(admitted / 2), male: Math.floor(admitted / 2) },
    ...{ byAge: { '19-35': admitted }, refused: { 'not-in-list': 1 } },
  });
  const sitting = plannedSittings(election).find(({ kind }) => kind === 'day')?.id ?? null;
  const facts = (admitted: number, time: string): StationFacts => ({
    ...{ ...place, time, sitting, registered, list: election.list, package: sha256, counters: counters(admitted) },
  });
  const receipt = voterReceipt(
    {
      ...{ ...place, receipt: `${station}-1-0001`, ballot, constituency: names, listNumber: 1, copy: 0 },
      maskedPin: `${'*'.repeat(14 - policy.receipt.maskedPinDigits)}${'0'.repeat(policy.receipt.maskedPinDigits)}`,
    },
    policy.receipt,
  );
  const marked = ({ lines, qr }: Slip): Slip => ({ lines: [sample, ...lines], qr });
  return [
    { kind: 'receipt', slip: marked(receipt) },
    { kind: 'start', slip: marked(stationSlip('start', facts(0, election.day.open))) },
    { kind: 'final', slip: marked(stationSlip('final', facts(counted, election.day.close))) },
  ];
}
