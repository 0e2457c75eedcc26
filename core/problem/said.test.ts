import { expect, it } from 'vitest';
import { catalogue, isProblemCode } from './catalogue.ts';
import { ofCodeAlone } from './said.ts';

it('fills every place of a problem of which only the code was kept', () => {
  expect(ofCodeAlone('device.port-refused')).toEqual({ code: 'device.port-refused', params: { port: '…' } });
  for (const code of Object.keys(catalogue).filter(isProblemCode)) {
    expect(Object.keys(ofCodeAlone(code).params ?? {})).toEqual([...(catalogue[code]?.params ?? [])]);
  }
});
