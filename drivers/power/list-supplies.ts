import { connect } from 'node:net';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { type Clock, systemClock, within } from '../clock.ts';
import type { TcpAddress } from '../transport/tcp.ts';
import { NUT_PORT } from './nut.ts';
import { ASK_SUPPLIES, LOGOUT, type NutFrame, NutParser } from './nut-codec.ts';
import { supplyReading } from './supply.ts';
import { POWER_SUPPLY_FOLDER, suppliesIn } from './sysfs.ts';

/** A supply that could be watched. */
export interface ListedSupply {
  /** What a configuration names: `ups@host:port`, or the kernel's folder. */
  readonly at: string;
  /** What its administrator or the kernel says of it; may be empty. */
  readonly description: string;
}

/** upsd answers from memory. */
const ANSWER_MS = 2_000;
/** What a person wrote beside a supply is cut here. */
const DESCRIPTION_CHARACTERS = 100;

export interface ListSuppliesOptions {
  readonly address?: TcpAddress;
  readonly limitMs?: number;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

/**
 * The supplies that upsd watches, asked once over a connection that is gone when this returns. Never rejects.
 * @returns `power.service-missing` where nobody answers, `power.service-wrong-answer` where it is no upsd
 */
export async function listSupplies(
  options: ListSuppliesOptions = {},
): Promise<Result<readonly ListedSupply[], Problem>> {
  const { address = { host: '127.0.0.1', port: NUT_PORT }, limitMs = ANSWER_MS, clock = systemClock, signal } = options;
  const { host, port } = address;
  const where = port === NUT_PORT ? host : `${host}:${port}`;
  const over = new AbortController();
  const ended = signal === undefined ? over.signal : AbortSignal.any([over.signal, signal]);
  const frame = await within(clock, limitMs, askOnce(address, ended), null, signal);
  over.abort();
  if (frame === null) return err({ code: 'power.service-missing', params: { address: where } });
  if (frame === 'garbage') return err({ code: 'power.service-wrong-answer', params: { address: where } });
  if (frame.frame === 'error') {
    return err({ code: 'power.service-refused', params: { address: where, reason: frame.reason } });
  }
  if (frame.frame === 'variables') return err({ code: 'power.service-wrong-answer', params: { address: where } });
  return ok(
    [...frame.supplies].map(([name, description]) => ({
      at: `${name}@${where}`,
      description: description.slice(0, DESCRIPTION_CHARACTERS),
    })),
  );
}

/** Resolves with null where nobody answers; its socket is closed with whatever comes first: answer, end or signal. */
function askOnce({ host, port }: TcpAddress, signal: AbortSignal): Promise<NutFrame | 'garbage' | null> {
  return new Promise((resolve) => {
    const parser = new NutParser();
    const socket = connect({ host, port });
    const end = (answer: NutFrame | 'garbage' | null) => {
      signal.removeEventListener('abort', aborted);
      resolve(answer);
      socket.destroy();
    };
    const aborted = () => end(null);
    signal.addEventListener('abort', aborted);
    socket.on('error', () => end(null));
    socket.on('close', () => end(null));
    socket.on('connect', () => socket.write(ASK_SUPPLIES));
    socket.on('data', (bytes: Buffer) => {
      const [frame] = parser.push(bytes);
      if (frame !== undefined) {
        socket.write(LOGOUT);
        end(frame);
      } else if (parser.skipped > 0) {
        end('garbage');
      }
    });
    if (signal.aborted) aborted();
  });
}

/** The computer's own adapter and battery: one source, however many the kernel shows; none where it shows none. */
export async function ownSupplies(folder = POWER_SUPPLY_FOLDER): Promise<Result<readonly ListedSupply[], Problem>> {
  const supplies = await suppliesIn(folder);
  if (supplyReading(supplies) === null) return ok([]);
  const types = [...new Set(supplies.map(({ type }) => type).filter(Boolean))].join(', ');
  return ok([{ at: folder, description: types }]);
}
