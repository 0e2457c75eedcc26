import { buildSmartcard } from './smartcard-build.ts';

/** `npm run build:smartcard`: the addon through which chips are read. Without it a kiosk runs, and names what is missing. */
const trouble = await buildSmartcard();
if (trouble !== null) {
  console.error(trouble);
  process.exitCode = 1;
}
