import type { JournalEvent } from '../../../../core/journal/event.ts';
import type { HubJournal, HubSeen } from './hub-said.ts';

/** A kiosk's own journal, and whose it is. */
export interface Written {
  readonly kiosk: { readonly id: string; readonly name: string };
  readonly lines: readonly string[];
  readonly events: readonly Pick<JournalEvent, 'type'>[];
}

/**
 * What the hub has otherwise than the kiosks: lines that it has not, has twice or has in another way; admissions that it
 * has counted otherwise; voters admitted at two kiosks of whom it does not know, or who are none.
 * @param heads how far it must be, by device
 * @param doubles numbers of the voters who stand admitted more than once
 * @param numbers number on the list, by pseudonym
 */
export function hubDifferences(
  { journals, conflicts, refused }: HubSeen,
  stopped: readonly Written[],
  heads: Readonly<Record<string, number>>,
  doubles: ReadonlySet<number>,
  numbers: ReadonlyMap<string, number>,
): readonly string[] {
  const known = new Set(stopped.map(({ kiosk }) => kiosk.id));
  const told = new Set(conflicts.map((voter) => numbers.get(voter) ?? 0));
  return [
    ...journals.filter(({ device }) => !known.has(device)).map(({ device }) => `the hub has a journal of ${device}`),
    ...refused.map((one) => `the hub refused ${one}`),
    ...stopped.flatMap((one) => {
      const of = journals.filter(({ device }) => device === one.kiosk.id);
      const [journal] = of;
      if (!journal || of.length > 1) return [`the hub has ${of.length} journals of ${one.kiosk.name}`];
      return journalDifferences(journal, one, heads[one.kiosk.id] ?? 0);
    }),
    ...[...doubles]
      .filter((voter) => !told.has(voter))
      .map((voter) => `the hub does not know voter ${voter} stands twice`),
    ...[...told].filter((voter) => !doubles.has(voter)).map((voter) => `the hub says voter ${voter} stands twice`),
  ];
}

function journalDifferences(
  { seq, counted, admitted, lines: has }: HubJournal,
  { kiosk, lines, events }: Written,
  head: number,
): readonly string[] {
  const all = Math.max(head, has.length);
  const differs = Array.from({ length: all }, (_, n) => n).find((n) => has[n] !== lines[n]);
  const sum = events.slice(0, counted).reduce((count, { type }) => {
    if (type === 'admission.confirmed') return count + 1;
    return type === 'admission.undone' ? count - 1 : count;
  }, 0);
  return [
    ...(differs === undefined
      ? []
      : [`the hub has ${has.length} of ${lines.length} events of ${kiosk.name}; event ${differs + 1} differs`]),
    ...(counted === seq && counted >= head ? [] : [`the hub has counted ${counted} of ${seq} events of ${kiosk.name}`]),
    ...(sum === admitted ? [] : [`the hub counts ${admitted} admitted at ${kiosk.name}, and it was ${sum}`]),
  ];
}

/** Whoever stands admitted has her lock, at a kiosk where she does; nobody else has one. */
export function lockDifferences(
  locks: HubSeen['locks'],
  standing: readonly { readonly voter: string; readonly number: number; readonly device: string }[],
): readonly string[] {
  const devices = new Map<string, string[]>();
  for (const { voter, device } of standing) devices.set(voter, [...(devices.get(voter) ?? []), device]);
  return [
    ...standing.flatMap(({ voter, number }) => {
      const device = locks[voter];
      if (device === undefined) return [`voter ${number} stands admitted, and nobody has her lock`];
      return devices.get(voter)?.includes(device)
        ? []
        : [`${device} has the lock of voter ${number}, and admitted her not`];
    }),
    ...Object.entries(locks)
      .filter(([voter]) => !devices.has(voter))
      .map(([voter, device]) => `${device} has the lock of ${voter}, who stands nowhere`),
  ];
}
