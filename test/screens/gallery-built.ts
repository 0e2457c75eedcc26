import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type Built, buildGallery } from './gallery-config.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folders of the built gallery, by the React in it. */
    gallery: Readonly<Record<Built, string>>;
  }
}

/** Once for all files that look at it: building costs more than most of them do. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'taanuu-gallery-'));
  const gallery = { production: join(folder, 'production'), development: join(folder, 'development') };
  for (const as of ['production', 'development'] as const) await buildGallery(gallery[as], as);
  project.provide('gallery', gallery);
  return () => rmSync(folder, { recursive: true, force: true });
}
