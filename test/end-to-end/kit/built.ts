import { build, buildFixtures } from '../../../tools/build.ts';

/** Once for all files: two that run side by side must not build into one folder. */
export async function setup(): Promise<void> {
  await build();
  await buildFixtures();
}
