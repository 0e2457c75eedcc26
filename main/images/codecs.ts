import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import libjpeg from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs';
import openjpeg from '@cornerstonejs/codec-openjpeg/decodewasmjs';
import type { ImageCodecs } from '../../core/fingerprint/fingerprint.ts';
import { wasmDecoder } from './wasm-decoder.ts';

const { resolve } = createRequire(import.meta.url);

/** Compiled once, when the first image of its kind comes. */
function moduleOf(file: string): () => WebAssembly.Module {
  let compiled: WebAssembly.Module | null = null;
  return () => {
    compiled ??= new WebAssembly.Module(readFileSync(resolve(file)));
    return compiled;
  };
}

/** libjpeg-turbo and OpenJPEG, built for WebAssembly by the cornerstone project; for core's `decodeImage`. */
export const imageCodecs: ImageCodecs = {
  jpeg: wasmDecoder(libjpeg, moduleOf('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm'), 'JPEGDecoder'),
  jpeg2000: wasmDecoder(openjpeg, moduleOf('@cornerstonejs/codec-openjpeg/decodewasm'), 'J2KDecoder'),
};
