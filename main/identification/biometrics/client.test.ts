import { expect, it } from 'vitest';
import { encodeTemplate } from '../../../core/fingerprint/fingerprint.ts';
import { Biometrics } from './client.ts';

/** One print of nothing: how it compares does not matter here. */
const print = encodeTemplate({ width: 300, height: 300, quality: 80, minutiae: [] });

it('knows nothing of a gallery over which its worker died, instead of finding nobody in it', async () => {
  const biometrics = new Biometrics();
  const asked = biometrics.nearest(print, [print], 1);
  await biometrics.close();
  expect(await asked).toBeNull();
  // The next question has a worker of its own.
  expect(await biometrics.nearest(print, [print], 1)).toEqual([{ place: 0, score: 0 }]);
  await biometrics.close();
});
