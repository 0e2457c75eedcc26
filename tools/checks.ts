import { enrolledWith } from '../main/demo/enrolled-before.ts';
import { enrolmentHash } from '../main/demo/sources.ts';
import { checkLayers } from './layers.ts';
import { root, run } from './say.ts';

/** One check of the sources: null when all is well, otherwise what to print. */
export interface Check {
  readonly name: string;
  readonly run: () => Promise<string | null>;
}

const program = (name: string, args: readonly string[]) => async (): Promise<string | null> => {
  const { code, output } = await run(name, args);
  return code === 0 ? null : output;
};

/** What needs no running program: style, types, and that imports go down only. */
export const checks: readonly Check[] = [
  { name: 'style (biome)', run: program('biome', ['ci', '--colors=off']) },
  { name: 'types (tsc)', run: program('tsc', ['-p', '.']) },
  {
    name: 'floors (dependency-cruiser)',
    run: async () => {
      const { modules, violations } = checkLayers(root);
      // That each rule finds what breaks it is held by test/house/layers.test.ts.
      if (modules < 500) return `${modules} modules were read, of a house of many more`;
      return violations.length === 0 ? null : violations.join('\n');
    },
  },
  {
    name: 'fingers of the demo',
    run: async () =>
      (await enrolledWith()) === enrolmentHash()
        ? null
        : 'assets/demo/enrolled.bin was enrolled with other sources: node tools/enrol-demo.ts',
  },
];
