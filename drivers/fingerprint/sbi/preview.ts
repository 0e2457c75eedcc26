import { err, ok, type Result } from '../../../core/problem/result.ts';
import { readStreamError } from './answers.ts';
import { converse, type HttpFault, type Question } from './http.ts';
import { SBI_BYTES } from './limits.ts';
import { MultipartFrames } from './multipart.ts';

/** How a preview ended: the frames that came, and the service's own error code, '0' where it simply ended. */
export interface PreviewEnd {
  readonly frames: number;
  readonly error: string;
}

const MOST_ERROR_BYTES = 65_536;

/**
 * Frames (JPEG) of STREAM until the service ends it, the signal aborts or none comes for `frameMs`.
 * A service has one stream at a time; a capture during it is allowed and ends it.
 */
export function streamFrames(
  question: Question,
  frameMs: number,
  onFrame: (jpeg: Uint8Array) => void,
): Promise<Result<PreviewEnd, HttpFault>> {
  let frames = 0;
  return converse<PreviewEnd>(question, frameMs, (answer, end, live) => {
    const type = answer.headers['content-type'] ?? '';
    const boundary = /^multipart\/x-mixed-replace\s*;\s*boundary="?([^"\s;]{1,70})"?/i.exec(type)?.[1];
    const parser = boundary === undefined ? null : new MultipartFrames(boundary, SBI_BYTES.frame);
    let text = '';
    answer.on('data', (bytes: Buffer) => {
      question.counters.bytesIn += bytes.length;
      if (parser === null) {
        text += bytes.toString('latin1');
        if (text.length > MOST_ERROR_BYTES) end(err('too-long'));
        return;
      }
      // Only frames are signs of life: a service that sends nothing else is silent.
      for (const frame of parser.push(bytes)) {
        frames += 1;
        live(frameMs);
        onFrame(frame);
      }
    });
    answer.on('end', () => {
      const error = parser === null ? readStreamError(text) : '0';
      end(error === null ? err('garbage') : ok({ frames, error }));
    });
    // A stream has no length: the connection's end is its end.
    answer.on('close', () => end(frames > 0 ? ok({ frames, error: '0' }) : err('cut')));
  });
}
