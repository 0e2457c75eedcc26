import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUsbName, usbName } from './usb-name.ts';

const hex = fc.stringMatching(/^[0-9a-f]{4}$/);
const usb = fc.tuple(hex, hex).map(([vendor, product]) => `${vendor}:${product}`);
const serial = fc.string({ minLength: 1, maxLength: 40 }).filter((text) => !/[\r\n\u2028\u2029]/.test(text));

describe('the name of a USB device', () => {
  it('is read as what it was written from', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.record({ usb }),
          fc.record({ usb, serial }),
          fc.record({ usb, port: fc.constantFrom('1-3', '2-1.4') }),
        ),
        (wanted) => {
          expect(readUsbName(usbName(wanted))).toEqual(wanted);
        },
      ),
    );
  });

  it.each(['/dev/ttyUSB0', 'usb:', 'usb:12', 'usb:0403:6001#', 'tcp://10.0.0.1', ''])('is not %s', (name) => {
    expect(readUsbName(name)).toBeNull();
  });
});
