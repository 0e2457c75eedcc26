import { assign } from 'xstate';
import { chart } from '../chart.ts';

/** Persons compare photo and face. Only where the signed policy enables it. */
export const photo = chart.createStateConfig({
  on: {
    'photo.compared': [
      {
        guard: ({ event }) => event.same,
        target: '#identified',
        actions: [
          assign(({ event }) => ({ established: 'photo', approvers: event.approvers })),
          {
            type: 'record',
            params: ({ event }) => ({
              kind: 'approved',
              what: 'photo',
              reason: 'photo-compared',
              approvers: event.approvers,
            }),
          },
        ],
      },
      { target: '#nextModality' },
    ],
  },
});

/** Persons vouch for the voter with a reason. Only where the signed policy enables it. */
export const override = chart.createStateConfig({
  on: {
    'override.approved': {
      target: '#identified',
      actions: [
        assign(({ event }) => ({ established: 'override', approvers: event.approvers, reason: event.reason })),
        {
          type: 'record',
          params: ({ event }) => ({
            kind: 'approved',
            what: 'override',
            reason: event.reason,
            approvers: event.approvers,
          }),
        },
      ],
    },
    'finger.unreadable': { target: '#nextModality' },
  },
});
