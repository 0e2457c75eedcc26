import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/**
 * Files that take about half a minute or more, longest first within what runs together. A fresh clone has no times of an
 * earlier run to sort by, and a long file that begins last is waited for alone.
 */
const long = [
  'test/screens/screens.test.ts',
  'test/faults/election.test.ts',
  'main/cli/simulate/ballots/ballots.test.ts',
  'test/faults/day-power.test.ts',
  'test/faults/station-steps.test.ts',
  'test/faults/day.test.ts',
  'test/faults/network.test.ts',
  'test/faults/day-kills.test.ts',
  'test/screens/hands.test.ts',
  'test/screens/hands/ballots.test.ts',
  'main/ballot/box/sheet-box.test.ts',
  'test/faults/next-voter-kill.test.ts',
  'main/identification/mrz-image/mrz-image-reader.test.ts',
  'test/faults/hub.test.ts',
  'test/screens/hands/technician.test.ts',
  'main/demo/demo.test.ts',
  'test/bench/spare.test.ts',
  'test/faults/full-disk.test.ts',
  'test/screens/hands/chair.test.ts',
  'test/order-leak/order.test.ts',
  'drivers/document/chip/session.test.ts',
  'test/ballots/reading.test.ts',
  'core/document/mrz-image/mrz-image.test.ts',
  'main/identification/copy/superseded.test.ts',
  'main/identification/network/locks-kill.test.ts',
  'drivers/testing/matrix-services.test.ts',
  'drivers/document/chip-reader.test.ts',
  'drivers/testing/matrix.test.ts',
  'drivers/printer/escpos-links.test.ts',
  'test/faults/doctor.test.ts',
  'main/host/supervisor.test.ts',
  'drivers/scanner/escl.test.ts',
  'main/link/link.test.ts',
  'drivers/fingerprint/r30x.test.ts',
  'drivers/printer/cups/cups.test.ts',
  'drivers/power/nut.test.ts',
  'drivers/document/chip/swaps.test.ts',
  'drivers/fingerprint/sbi/sbi-faults.test.ts',
  'main/link/lan.test.ts',
  'test/end-to-end/ballots.e2e.ts',
  'test/end-to-end/life/chromium.e2e.ts',
  'test/end-to-end/life/electron.e2e.ts',
  'test/end-to-end/story.e2e.ts',
  'test/end-to-end/duties.e2e.ts',
  'test/end-to-end/afterwards.e2e.ts',
  'test/end-to-end/applications.e2e.ts',
  'test/end-to-end/package.e2e.ts',
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
