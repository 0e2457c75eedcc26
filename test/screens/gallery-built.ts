import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildGallery } from './gallery-config.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the built gallery. */
    gallery: string;
  }
}

/** Once for all files that look at it: building costs more than most of them do. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'taanuu-gallery-'));
  await buildGallery(folder);
  project.provide('gallery', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
