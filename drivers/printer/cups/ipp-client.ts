import { request } from 'node:http';
import { userInfo } from 'node:os';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { type Clock, within } from '../../clock.ts';
import { ippResponse, type Response } from './ipp-codec.ts';

/** An answer of CUPS about one queue or job has 1–13 kB. */
const ANSWER_LIMIT = 1_000_000;

/** Where the print service listens. */
export type IppServer = { readonly socketPath: string } | { readonly host: string; readonly port: number };

export interface IppFailure {
  /** `absent`: nobody there. `late`: no answer in time. `wrong`: an answer that is none. `refused`: HTTP says no. */
  readonly why: 'absent' | 'late' | 'wrong' | 'refused' | 'aborted';
  readonly reason: string;
}

/**
 * Asks once, over a connection of its own that is gone when this returns. Never rejects.
 * Over the service's socket the system itself says who asks (PeerCred), so that no password is needed.
 */
export async function askIpp(
  server: IppServer,
  resource: string,
  body: readonly Uint8Array[],
  limits: { readonly clock: Clock; readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<Result<Response, IppFailure>> {
  const { clock, timeoutMs, signal } = limits;
  if (signal.aborted) return err({ why: 'aborted', reason: 'aborted' });
  const length = body.reduce((sum, part) => sum + part.length, 0);
  const call = request({
    ...server,
    agent: false,
    method: 'POST',
    path: resource,
    headers: {
      host: 'localhost',
      'content-type': 'application/ipp',
      'content-length': length,
      ...('socketPath' in server ? { authorization: `PeerCred ${userInfo().username}` } : {}),
    },
  });
  const answered = new Promise<Result<Response, IppFailure>>((resolve) => {
    const failed = (why: IppFailure['why'], reason: string) => resolve(err({ why, reason }));
    call.on('error', (error: NodeJS.ErrnoException) => failed('absent', error.code ?? error.message));
    call.on('response', (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on('error', (error) => failed('absent', error.message));
      response.on('data', (part: Buffer) => {
        size += part.length;
        if (size > ANSWER_LIMIT) failed('wrong', 'too long');
        else parts.push(part);
      });
      response.on('end', () => {
        if (response.statusCode !== 200) return failed('refused', `HTTP ${response.statusCode}`);
        const read = ippResponse(Buffer.concat(parts));
        if (read === null) failed('wrong', 'no IPP');
        else resolve(ok(read));
      });
    });
    for (const part of body) call.write(part);
    call.end();
  });
  const late = err({ why: signal.aborted ? 'aborted' : 'late', reason: 'no answer' } as const);
  const result = await within(clock, timeoutMs, answered, late, signal);
  call.destroy();
  return result;
}
