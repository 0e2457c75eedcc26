import type { Problem } from '../../../core/problem/catalogue.ts';
import type { DeviceStatus } from '../../device.ts';
import type { Response } from './ipp-codec.ts';

type Attributes = Response['attributes'];

/** What is asked of a queue. */
export const PRINTER_ATTRIBUTES = ['printer-state', 'printer-state-reasons', 'printer-is-accepting-jobs'] as const;
/** What is asked of a job. */
export const JOB_ATTRIBUTES = ['job-state', 'time-at-processing', 'job-uuid'] as const;

/** RFC 8011 §5.3.7: pending 3, held 4, processing 5, stopped 6, canceled 7, aborted 8, completed 9. */
export interface JobState {
  readonly state: 'waiting' | 'processing' | 'stopped' | 'canceled' | 'aborted' | 'completed';
  /** Whether the printer was ever handed anything of it. */
  readonly begun: boolean;
  /** The job's own name for ever (PWG 5100.11); null where the service does not say it. */
  readonly uuid: string | null;
}

const jobStates: Readonly<Record<number, JobState['state']>> = {
  3: 'waiting',
  4: 'waiting',
  5: 'processing',
  6: 'stopped',
  7: 'canceled',
  8: 'aborted',
  9: 'completed',
};

/** A job's state; null where the answer does not say it. */
export function jobState(attributes: Attributes): JobState | null {
  const state = jobStates[Number(attributes.get('job-state')?.[0])];
  if (state === undefined) return null;
  // CUPS says "no value" for a job that never began.
  const began = Number(attributes.get('time-at-processing')?.[0] ?? 0) > 0;
  const uuid = attributes.get('job-uuid')?.[0];
  return {
    state,
    uuid: typeof uuid === 'string' ? uuid : null,
    begun: began || state === 'processing' || state === 'completed',
  };
}

export interface QueueState {
  /** Nothing is printed until a technician starts or opens the queue. */
  readonly blocked: Problem | null;
  /** What the printer said when it last printed. CUPS asks it only then: while the queue is idle this may be long over. */
  readonly reported: Problem | null;
  /** What should be done soon. */
  readonly notice: Problem | null;
  /** CUPS is calling the printer and has not reached it yet. */
  readonly connecting: boolean;
  readonly idle: boolean;
}

/** Reasons that stop printing, most concrete first, by their keyword without `-error`, `-warning`, `-report`. */
const obstacles: readonly (readonly [RegExp, Problem['code']])[] = [
  [/^media-jam$/, 'page-printer.jam'],
  [/^(cover|door|interlock|input-tray|output-tray)-(open|missing)$/, 'page-printer.cover-open'],
  [/^media-(empty|needed)$/, 'page-printer.paper-out'],
  [/^(toner|marker-supply|marker-ink|developer)-empty$/, 'page-printer.toner-out'],
];

/** What a queue says of itself and its printer. RFC 8011 §5.4.12, PWG 5100.9. */
export function queueState(attributes: Attributes, queue: string): QueueState {
  const reasons = (attributes.get('printer-state-reasons') ?? []).map(String).filter((reason) => reason !== 'none');
  const bare = reasons.map((reason) => reason.replace(/-(error|warning|report)$/, ''));
  // A tray of several that is empty is a warning, and printing goes on from another.
  const grave = bare.filter((_, i) => !/^(media|toner|marker-supply)-.*-(warning|report)$/.test(reasons[i] ?? ''));
  const known = obstacles.find(([pattern]) => grave.some((reason) => pattern.test(reason)));
  const unknown = reasons.find((reason) => reason.endsWith('-error'));
  const unreached = bare.some((reason) => reason === 'offline' || reason === 'timed-out' || reason === 'shutdown');
  const reported: Problem | null =
    known !== undefined
      ? { code: known[1] }
      : unreached
        ? { code: 'page-printer.unreachable', params: { queue } }
        : unknown !== undefined
          ? { code: 'page-printer.fault', params: { reason: unknown.slice(0, 60) } }
          : null;
  const state = Number(attributes.get('printer-state')?.[0]);
  return {
    blocked: state === 5 ? { code: 'page-printer.stopped', params: { queue } } : refusing(attributes, queue),
    reported,
    notice: noticeOf(bare),
    connecting: bare.includes('connecting-to-device'),
    idle: state === 3,
  };
}

function refusing(attributes: Attributes, queue: string): Problem | null {
  const accepting = attributes.get('printer-is-accepting-jobs')?.[0];
  return accepting === false ? { code: 'page-printer.refusing', params: { queue } } : null;
}

function noticeOf(bare: readonly string[]): Problem | null {
  if (bare.some((reason) => /^media-(low|empty)$/.test(reason))) return { code: 'page-printer.paper-low' };
  if (bare.some((reason) => /^(toner|marker-supply)-(low|empty)$/.test(reason))) {
    return { code: 'page-printer.toner-low' };
  }
  return null;
}

/** The status as people are told. An idle queue may always be tried: only a new page shows whether the paper is in. */
export function pageStatus({ blocked, reported, notice, idle }: QueueState): DeviceStatus {
  if (blocked !== null) return { state: 'attention', problem: blocked };
  if (reported !== null) return idle ? { state: 'ready', notice: reported } : { state: 'attention', problem: reported };
  return notice === null ? { state: 'ready' } : { state: 'ready', notice };
}
