import { parentPort } from 'node:worker_threads';
import {
  compare,
  compareWithPairs,
  decodeTemplate,
  encodeTemplate,
  extract,
  type Template,
} from '../../../core/fingerprint/fingerprint.ts';
import { search } from './exhaustive.ts';
import type { BiometricsAnswer, BiometricsRequest } from './protocol.ts';

const NO_PRINT: Template = { width: 0, height: 0, minutiae: [], quality: 0 };

/** The thread that extracts and compares. It keeps nothing between two questions. */
function answer(request: BiometricsRequest): BiometricsAnswer {
  switch (request.ask) {
    case 'extract': {
      const { template, quality, why } = extract(request.image);
      return { id: request.id, extracted: { template: encodeTemplate(template), quality, why } };
    }
    case 'compare': {
      const probe = decodeTemplate(request.probe);
      const enrolled = decodeTemplate(request.enrolled);
      // A template that cannot be read is no match; the register's were checked at import.
      const score = probe.ok && enrolled.ok ? compare(probe.value, enrolled.value) : 0;
      return { id: request.id, score };
    }
    case 'nearest': {
      const probe = decodeTemplate(request.probe);
      const gallery = request.gallery.map((bytes) => decodeTemplate(bytes));
      if (!probe.ok) return { id: request.id, nearest: [] };
      // What cannot be read keeps its place, and is like nothing.
      const templates = gallery.map((one) => (one.ok ? one.value : NO_PRINT));
      return { id: request.id, nearest: search(probe.value, templates, { limit: request.limit }) };
    }
    case 'explain': {
      const probe = decodeTemplate(request.probe);
      const enrolled = decodeTemplate(request.enrolled);
      if (!probe.ok || !enrolled.ok) return { id: request.id, explained: null };
      return { id: request.id, explained: compareWithPairs(probe.value, enrolled.value) };
    }
  }
}

parentPort?.on('message', (request: BiometricsRequest) => parentPort?.postMessage(answer(request)));
