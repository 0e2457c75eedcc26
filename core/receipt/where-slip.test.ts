import { describe, expect, it } from 'vitest';
import { type WhereFacts, whereSlip, whereWords } from './where-slip.ts';
import { modeWords } from './words.ts';

const words = (text: string) => ({ ky: text, ru: text, en: text });
const facts: WhereFacts = {
  ...{ mode: 'official', election: words('Шайлоо'), station: '0001', device: 'd1', serial: 'TN-40127-88315' },
  ...{ date: '2023-09-20', time: '10:12', head: 'ab'.repeat(32) },
  answer: { at: 'here', station: '0001', number: 418 },
  maskedPin: '•••• •••• •••• 23',
  to: { number: '0001', names: words('Орто мектеп'), address: words('Саруу айылы') },
  day: { date: '2023-10-08', open: '08:00', close: '20:00' },
  listVersion: 3,
};
const text = (change: Partial<WhereFacts> = {}) => JSON.stringify(whereSlip({ ...facts, ...change }).lines);

describe('the slip for who asks where she votes', () => {
  it('says station, address, number, day and hours, and that it is no receipt', () => {
    for (const part of ['№ 0001', 'Саруу айылы', '418', '08.10.2023', '08:00–20:00', whereWords.notReceipt.ru]) {
      expect(text()).toContain(part);
    }
  });
  it('says what to do where no place is known', () => {
    expect(text({ answer: { at: 'nowhere' }, to: null })).toContain(whereWords.nowhere.ky);
    const unsaid = text({ answer: { at: 'remote', station: null, home: '0001', number: 418 } });
    expect(unsaid).toContain(whereWords.askWhere.ky);
  });
  it('is marked in every mode in which nobody votes', () => {
    expect(text({ mode: 'training' })).toContain(modeWords.training?.ky);
    expect(text()).not.toContain('mark');
  });
});
