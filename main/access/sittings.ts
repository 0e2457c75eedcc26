/** Who may do what about the sittings of a station, and at which stage; a part of the one table. */
const chair = ['chair', 'secretary'] as const;
const windows = ['officer'] as const;
const always = { ready: chair, open: chair, suspended: chair, finishing: chair, closed: chair } as const;

export const sittingsAccess = {
  'sittings.prepare': { windows, at: { ready: chair, closed: chair } },
  'sittings.takeBallots': { windows, at: { ready: chair } },
  'sittings.returnBallots': { windows, at: { suspended: chair, finishing: chair } },
  // The register is open then, which says who is meant.
  'sittings.lists': { windows, at: { open: chair, suspended: chair, finishing: chair } },
  'sittings.takeList': { windows, at: { open: chair, suspended: chair, finishing: chair } },
  'sittings.addApplicant': { windows, at: { open: chair, suspended: chair, finishing: chair } },
  'sittings.takeGranted': { windows, at: { open: chair, suspended: chair, finishing: chair } },
  'sittings.notMet': { windows, at: { open: ['officer'], finishing: ['officer'] } },
  'sittings.writeAdmissions': { windows, at: always },
  // Also in the middle of the day: a second kiosk may come back late.
  'sittings.arrivals': { windows, at: always },
  'sittings.takeAdmissions': { windows, at: always },
  'sittings.notAwait': { windows, at: { ready: chair } },
  'sittings.excludeBatch': { windows, at: always },
} as const;
