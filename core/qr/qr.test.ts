import { describe, expect, it } from 'vitest';
import { deviceCode, QUIET_MODULES, qrCode, qrPath, qrText } from './qr.ts';

const device = { serial: 'TN-12345-67890', id: 'd-0123456789', words: ['acorn', 'walnut'] };

describe('a QR code', () => {
  const code = qrCode(deviceCode(device));

  it('has the three finder patterns and is another for another text', () => {
    const finder = (row: number, column: number) =>
      Array.from({ length: 7 }, (_, i) => code.dark[row]?.[column + i]).every((dark) => dark === true);
    expect(finder(0, 0) && finder(6, 0) && finder(0, code.size - 7) && finder(code.size - 7, 0)).toBe(true);
    expect(qrCode(deviceCode({ ...device, serial: 'TN-12345-67891' })).dark).not.toEqual(code.dark);
  });

  it('is the same in squares, as a path and in letters', () => {
    const squares = code.dark.flat().filter((dark) => dark).length;
    expect(qrPath(code, 2, 0, 0).match(/M/g)).toHaveLength(squares);
    const lines = qrText(code);
    expect(lines.every((line) => line.length === code.size + 2 * QUIET_MODULES)).toBe(true);
    const ink = [...lines.join('')].reduce((sum, c) => sum + (c === '█' ? 2 : c === ' ' ? 0 : 1), 0);
    expect(ink).toBe(squares);
    expect(
      lines
        .slice(0, QUIET_MODULES / 2)
        .join('')
        .trim(),
    ).toBe('');
  });
});
