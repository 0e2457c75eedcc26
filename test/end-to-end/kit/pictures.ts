import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../../../tools/say.ts';

/** Pictures of a story for a person to look at afterwards, in the order in which they were taken; each run takes them anew. */
export class Pictures {
  readonly folder: string;
  #taken = 0;

  /** @param story names the folder below dist/story */
  constructor(story: string) {
    this.folder = join(root, 'dist/story', story);
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
  }

  async take(page: Page, name: string): Promise<void> {
    this.#taken += 1;
    await page.screenshot({ path: join(this.folder, `${String(this.#taken).padStart(2, '0')}-${name}.png`) });
  }
}
