import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/**
 * Files that take about half a minute or more, longest first within what runs together. A fresh clone has no times of an
 * earlier run to sort by, and a long file that begins last is waited for alone.
 */
const long = [
  'test/screens/screens.test.ts',
  'test/faults/election.test.ts',
  'test/faults/station-steps.test.ts',
  'test/faults/day.test.ts',
  'test/faults/day-power.test.ts',
  'test/faults/day-kills.test.ts',
  'test/screens/hands/technician.test.ts',
  'test/screens/hands.test.ts',
  'main/demo/demo.test.ts',
  'test/order-leak/order.test.ts',
  'main/identification/mrz-image/mrz-image-reader.test.ts',
  'core/document/mrz-image/mrz-image.test.ts',
  'drivers/document/chip/session.test.ts',
  'drivers/testing/matrix-services.test.ts',
  'drivers/document/chip-reader.test.ts',
  'drivers/testing/matrix.test.ts',
  'test/faults/doctor.test.ts',
  'drivers/printer/escpos-links.test.ts',
  'drivers/scanner/escl.test.ts',
  'drivers/fingerprint/r30x.test.ts',
  'drivers/power/nut.test.ts',
  'drivers/printer/cups/cups.test.ts',
  'drivers/fingerprint/sbi/sbi-faults.test.ts',
  'drivers/document/chip/swaps.test.ts',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = long.findIndex((name) => moduleId.endsWith(name));
      return at < 0 ? long.length : at;
    };
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => place(a) - place(b));
  }
}
