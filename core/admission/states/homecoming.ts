import { assign } from 'xstate';
import { chart } from '../chart.ts';
import { present } from '../context.ts';

/**
 * She is listed to vote at a remote station, and the signed policy lets persons admit her here all the same. Nobody is
 * identified by it: her document and her finger follow as ever.
 */
export const homecoming = chart.createStateConfig({
  on: {
    'homecoming.approved': {
      guard: ({ event }) => new Set(event.approvers).size >= 2,
      target: 'warned',
      actions: {
        type: 'record',
        params: ({ context, event }) => ({
          kind: 'homecoming',
          station: present(context.homecoming, 'homecoming').to?.number ?? null,
          reason: event.reason,
          approvers: event.approvers,
        }),
      },
    },
    'homecoming.declined': {
      target: '#refused',
      actions: assign(({ context: { homecoming: listed } }) => ({
        refusal: { reason: 'listed-remote' as const, ...(listed?.to ? { to: listed.to } : {}) },
      })),
    },
  },
});
