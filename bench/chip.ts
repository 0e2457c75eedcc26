import { formatMrz } from '../core/document/mrz-format.ts';
import { loadPcsc, type Pcsc } from '../drivers/document/chip/pcsc.ts';
import { PcscChipReader } from '../drivers/document/chip-reader.ts';
import { makeState } from '../drivers/simulator/chip/authority.ts';
import { issueDocument } from '../drivers/simulator/chip/document.ts';
import { ReaderThread } from '../drivers/simulator/chip/reader-thread.ts';
import { PrivatePcscd } from '../drivers/testing/pcscd.ts';

/**
 * `node bench/chip.ts [reads]`: a chip read end to end through the real pcscd and vpcd: PACE, COM, DG1, DG2 of 23 kB, SOD
 * and passive authentication. Own share: all but the time inside `transmit`, `connect` and the reset at the end.
 * Required: under 2,000 ms and under 400 ms.
 */
const reads = Number(process.argv[2] ?? 5);
const loaded = loadPcsc();
if ('missing' in loaded) throw new Error(`missing: ${loaded.missing}`);

let outside = 0;
async function timed<T>(promise: Promise<T>): Promise<T> {
  const began = performance.now();
  try {
    return await promise;
  } finally {
    outside += performance.now() - began;
  }
}
const measured: Pcsc = {
  service: () => loaded.service(),
  connect: async (reader) => {
    const card = await timed(loaded.connect(reader));
    return { transmit: (apdu) => timed(card.transmit(apdu)), release: () => timed(card.release()) };
  },
};

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const mrz = formatMrz({
  format: 'td1',
  number: 'ID0000001',
  pin: '10101199000001',
  surname: 'TESTOVA',
  given: 'AIGUL',
  sex: 'female',
  birthDate: '1990-01-01',
  expires: '2033-01-01',
});
const portrait = Uint8Array.from({ length: 23_000 }, (_, i) => [0xff, 0xd8, 0xff, 0xe0][i] ?? (i * 197) & 0xff);
const pcscd = await PrivatePcscd.prepare();
await pcscd.start();
const antenna = new ReaderThread(pcscd.port);
try {
  for (const [name, algorithm, parameterId] of [
    ['P-256', 'prime256v1', 12],
    ['brainpoolP256r1', 'brainpoolP256r1', 13],
  ] as const) {
    const state = makeState(algorithm);
    const { can, pace, files } = issueDocument({ mrz, portrait, state, pace: { cipher: 2, parameterId } });
    const device = new PcscChipReader({ load: () => measured });
    device.open();
    antenna.insert({ document: { mrz, can, pace, files } });
    const totals: number[] = [];
    const own: number[] = [];
    while (!device.cardPresent) await new Promise((resolve) => setTimeout(resolve, 50));
    for (let i = 0; i < reads; i++) {
      outside = 0;
      const began = performance.now();
      const result = await device.read({ access: { can }, authorities: [state.authority.certificate] });
      const total = performance.now() - began;
      if (!result.ok || !result.value.authenticity.genuine) throw new Error(JSON.stringify(result).slice(0, 200));
      totals.push(total);
      own.push(total - outside);
    }
    const round = (value: number) => Math.round(value);
    console.log(
      `${name}, AES-128: ${reads} reads, total median ${round(median(totals))} ms, worst ${round(Math.max(...totals))} ms; ` +
        `own share median ${round(median(own))} ms, worst ${round(Math.max(...own))} ms`,
    );
    await device.close();
    antenna.remove();
    await new Promise((resolve) => setTimeout(resolve, 700));
  }
} finally {
  await antenna.close();
  await pcscd.remove();
}
