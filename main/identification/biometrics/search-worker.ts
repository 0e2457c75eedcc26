import { parentPort } from 'node:worker_threads';
import { decodeTemplate, Gallery, type Probe, probeOf, valuesIn } from '../../../core/fingerprint/fingerprint.ts';
import type { ForgetRequest, SearchAnswer, SearchRequest } from './search-protocol.ts';

/** A thread that looks through its part of a gallery. It keeps the gallery's index and the probe of the last round. */
let gallery = Gallery.of([]);
let probe: { readonly search: number; readonly ready: Probe | null } = { search: 0, ready: null };

function answer({ id, buffer, size, search, probe: bytes, round, places }: SearchRequest): SearchAnswer {
  // Every message brings the same memory as another object; reading its index anew takes some microseconds.
  gallery = Gallery.over(buffer, size);
  if (probe.search !== search) {
    const template = decodeTemplate(bytes);
    probe = { search, ready: template.ok ? probeOf(template.value) : null };
  }
  const { ready } = probe;
  return { id, values: ready && Float64Array.from(valuesIn(round, ready, gallery, Array.from(places))) };
}

/** Nothing of a search stays behind it. */
function forget(id: number): SearchAnswer {
  gallery = Gallery.of([]);
  probe = { search: 0, ready: null };
  return { id, values: new Float64Array() };
}

parentPort?.on('message', (request: SearchRequest | ForgetRequest) =>
  parentPort?.postMessage('forget' in request ? forget(request.id) : answer(request)),
);
