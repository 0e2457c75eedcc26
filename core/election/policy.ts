import { z } from 'zod';
import { type Approval, approvalSchema } from './approval-rule.ts';
import { dateSchema, idSchema, roleSchema, timeSchema, wordsSchema } from './common.ts';
import { actsPolicySchema } from './policy-acts.ts';
import { retentionSchema } from './policy-afterwards.ts';
import { applicationsPolicySchema } from './policy-applications.ts';
import { ballotReadingPolicySchema } from './policy-ballot.ts';
import { ballotBoxPolicySchema } from './policy-ballot-box.ts';
import { boothPolicySchema } from './policy-booth.ts';
import { copyPolicySchema, paperRoadPolicySchema } from './policy-copy.ts';
import { closingSchema, dayBefore, openingSchema, slipCopiesSchema } from './policy-day.ts';
import { dutiesPolicySchema, dutySchema } from './policy-duties.ts';
import { homecomingSchema } from './policy-homecoming.ts';
import { kiosksPolicySchema } from './policy-kiosks.ts';
import { lockPolicySchema, offlinePolicySchema } from './policy-lock.ts';
import { nextDocumentPolicySchema } from './policy-next.ts';
import { rehearsalPolicySchema } from './policy-rehearsal.ts';
import { resultsPolicySchema } from './policy-results.ts';
import { outsidePolicySchema } from './policy-sittings.ts';

export type { Approval } from './approval-rule.ts';

/**
 * What may vary between elections by decision of the commission. Every field is signed configuration; defaults and
 * where each comes from stand in policy-default.ts alone.
 *
 * A field that came later has a default, which is the way it was before: a package that was signed without it, and a
 * register that was imported from one, open as ever.
 *
 * Scores are on the scale s of core/fingerprint `compare`: a threshold s means FMR ≤ 10^(−s/10), so 40 is one in 10,000.
 */
const score = z.int().min(10).max(120);
const quality = z.int().min(0).max(100);

const fingerModality = z.strictObject({
  kind: z.literal('finger'),
  enabled: z.boolean(),
  threshold: score,
  /** Comparisons per finger. A capture below the quality minimum is guidance and uses up none. */
  triesPerFinger: z.int().min(1).max(10),
  /** Fingers offered, in the order of enrolled quality. */
  fingersMax: z.int().min(1).max(10),
  qualityMinimum: quality,
});

const faceModality = z.strictObject({
  kind: z.literal('face'),
  enabled: z.boolean(),
  threshold: score,
  tries: z.int().min(1).max(10),
  qualityMinimum: quality,
});

/** A decision of people instead of a measurement. */
const fallback = z.strictObject({
  enabled: z.boolean(),
  /** Admissions this way per sitting; null = no cap. When it is reached the way is closed. */
  cap: z.int().min(0).max(10_000).nullable(),
  /** Different persons who must each give their own code. */
  approvers: z.int().min(1).max(3),
  roles: z.array(roleSchema).min(1),
  /** As for an approval. */
  including: z.array(roleSchema).max(2).optional(),
  duty: dutySchema.optional(),
});

/** Before there was a rule the station stood still and went on by one person's hand; it takes two now. */
const standing: Approval = { persons: 2, roles: ['chair', 'secretary', 'member'], including: [] };

/**
 * Kinds of approvals. release: of a reservation whose slip may have come out (nothing sent needs no approval).
 * findByFinger: the choice among people whose finger is like the one that was looked for; never one person's alone.
 * duties: who holds which drawn duty. handOver: the station to the commission. wipe: of everything of an election.
 * sittings: applicants and ballots outside the room, its admissions not awaited, its boxes excluded, another sitting
 * prepared than the clock proposes. homecoming: a voter who is listed for remote voting is admitted at home.
 * takeShare: this kiosk serves the share of one that is out of service.
 * cancelBallot: a printed sheet goes into the spoiled envelope, or none came out; another may be printed then.
 */
export const approvalKinds = [
  'open',
  'close',
  'suspend',
  'resume',
  'reprint',
  'undo',
  'release',
  'findByFinger',
  'duties',
  'handOver',
  'wipe',
  'sittings',
  'homecoming',
  'cancelBallot',
  'takeShare',
] as const;
export type ApprovalKind = (typeof approvalKinds)[number];

/** Lines a voter's receipt may have; which ones it has is configuration because the law's layout is unknown. */
export const receiptLines = [
  'election',
  'station',
  'date',
  'time',
  'receipt-number',
  'ballot',
  'constituency',
  'list-number',
  'masked-pin',
  'device',
  'journal-head',
] as const;

/** Whether and when a document kind is good enough to be looked up by. A document never admits by itself. */
const documentKind = z.strictObject({
  id: idSchema,
  names: wordsSchema,
  accepted: z.boolean(),
  /** First letters of the document number; the longest series that fits decides. Empty: only by hand (PIN entry). */
  series: z.array(z.string().regex(/^[A-Z]{0,4}$/)).max(10),
  /**
   * The form of the machine-readable zone from which the PIN is taken. none: whatever a reader reads there, the PIN is
   * typed from the page; app: a code on a telephone, which no reader of this version reads.
   */
  zone: z.enum(['td1', 'td3', 'none', 'app']),
  /** The kind is accepted on these days only; null = no bound. */
  from: dateSchema.nullable(),
  until: dateSchema.nullable(),
  expired: z.discriminatedUnion('rule', [
    z.strictObject({ rule: z.literal('refuse') }),
    z.strictObject({ rule: z.literal('warn') }),
    /** Accepted with a warning if it expired on or after that day (2020: decided per election). */
    z.strictObject({ rule: z.literal('warn-since'), date: dateSchema }),
  ]),
});
export type DocumentKind = z.infer<typeof documentKind>;

/** How much "already admitted" tells. Home: admission at the station of the list; remote: elsewhere. */
const reveal = z.strictObject({ time: z.enum(['exact', 'hour', 'none']), station: z.boolean(), device: z.boolean() });

export const policySchema = z
  .strictObject({
    /** Biometric ways in order. */
    modalities: z
      .array(z.discriminatedUnion('kind', [fingerModality, faceModality]))
      .min(1)
      .max(2),
    /** Ways decided by persons, tried after the biometric ones; both off in the shipped default. */
    fallbacks: z.strictObject({ photo: fallback, override: fallback }),
    /**
     * Whether a record may be looked for by finger when a document cannot be read. It admits nobody: so many candidates
     * above the threshold are shown, people choose with their codes (`approvals.findByFinger`), and the finger is then
     * compared 1:1 as ever. That comparison proves little here, for whoever is compared was chosen for being alike: who
     * switches this on relies on the persons who choose.
     */
    findByFinger: z
      .strictObject({ enabled: z.boolean(), threshold: score, candidates: z.int().min(1).max(5) })
      .default({ enabled: false, threshold: 40, candidates: 5 }),
    /**
     * Whether a finger that was admitted is looked for among those admitted before it in this sitting, under other
     * names. What is found is a line on the chair's list, and never stops a voter. The threshold is for a pair of voters,
     * whether they gave one finger each or two. Every voter is paired with all before: 2,500 have 3.1 million pairs, of
     * which chance alone raises 31 at 50 and 300,000 at 10. Below 50 the journal would be flooded.
     */
    sameFinger: z
      .strictObject({ enabled: z.boolean(), threshold: score.min(50) })
      .default({ enabled: false, threshold: 65 }),
    approvals: z.strictObject({
      open: approvalSchema,
      close: approvalSchema,
      /** Letting the station stand still, and letting it go on. */
      suspend: approvalSchema.default(standing),
      resume: approvalSchema.default(standing),
      reprint: approvalSchema,
      undo: approvalSchema,
      release: approvalSchema,
      findByFinger: approvalSchema
        .refine(({ persons }) => persons >= 2, 'one person alone may not choose')
        .default({ persons: 2, roles: ['chair', 'secretary', 'member'], including: [] }),
      sittings: approvalSchema.default({ persons: 2, roles: ['chair', 'secretary', 'member'], including: [] }),
      homecoming: approvalSchema
        .refine(({ persons }) => persons >= 2, 'one person alone may not admit her')
        .default({ persons: 2, roles: ['chair', 'secretary', 'member'], including: ['chair'] }),
      cancelBallot: approvalSchema
        .refine(({ persons }) => persons >= 2, 'one person alone may not have another ballot printed')
        .default({ persons: 2, roles: ['chair', 'secretary', 'member', 'officer'], including: ['officer'] }),
      takeShare: approvalSchema
        .refine(({ persons }) => persons >= 2, 'one person alone may not take over a share')
        .default({ persons: 2, roles: ['chair', 'secretary', 'member'], including: ['chair'] }),
      duties: approvalSchema.default({ persons: 2, roles: ['chair', 'secretary', 'member'], including: ['chair'] }),
      handOver: approvalSchema.default({ persons: 2, roles: ['chair', 'secretary', 'member'], including: ['chair'] }),
      wipe: approvalSchema
        .refine(({ persons }) => persons >= 2, 'one person alone may not empty a device')
        .default({ persons: 2, roles: ['chair', 'secretary', 'technician', 'administrator'], including: [] }),
    }),
    /** Duties of the commission that are drawn by lot. */
    duties: dutiesPolicySchema,
    closing: closingSchema.default(dayBefore.closing),
    opening: openingSchema.default(dayBefore.opening),
    slipCopies: slipCopiesSchema.default(dayBefore.slipCopies),
    outside: outsidePolicySchema,
    /** What operators rehearse in training. */
    rehearsal: rehearsalPolicySchema,
    receipt: z.strictObject({
      /** true: the receipt is exchanged for a ballot at the table; false: the device prints the ballot too. */
      exchangedForBallot: z.boolean(),
      lines: z.array(z.enum(receiptLines)).min(1),
      /** The time on a slip is rounded down to this, so that slips cannot be matched with a camera's clock. */
      timeRoundingMinutes: z.int().min(1).max(60),
      maskedPinDigits: z.int().min(0).max(4),
    }),
    /** What happens when another constituency's voter comes. by-list: only voters on this station's remote list. */
    remote: z.strictObject({
      basis: z.enum(['none', 'by-list', 'open']),
      /** A voter of another precinct of the same constituency. */
      sameConstituency: z.enum(['refuse', 'as-remote']),
    }),
    homecoming: homecomingSchema,
    ballotBox: ballotBoxPolicySchema,
    booth: boothPolicySchema,
    lock: lockPolicySchema,
    offline: offlinePolicySchema,
    alreadyAdmitted: z.strictObject({ home: reveal, remote: reveal }),
    /**
     * Whether the chip of a document is read where the kiosk has a chip reader and the document lies on it when its zone
     * was read. It never stops a voter: what it says besides the printed zone is a warning for the officer's eyes.
     */
    documentChip: z.strictObject({ read: z.boolean() }).default({ read: false }),
    /** Acts of the station's commission: their templates, and which exceptions make one due. */
    acts: actsPolicySchema,
    /** Applications before the day: which kinds, until when, answered within how many days. */
    applications: applicationsPolicySchema,
    turnoutTimes: z.array(timeSchema).max(48),
    documents: z.array(documentKind).min(1).max(40),
    /** Roles that exist at a station, and what this election calls them. */
    roles: z.array(z.strictObject({ role: roleSchema, names: wordsSchema })).min(1),
    session: z.strictObject({ idleMinutes: z.int().min(1).max(30), limitHours: z.int().min(1).max(12) }),
    /** After `freeTries` wrong codes a wait of `waitSeconds` that doubles; after `deadAfter` the code is dead. */
    lockout: z.strictObject({
      freeTries: z.int().min(1).max(10),
      waitSeconds: z.int().min(1).max(600),
      deadAfter: z.int().min(3).max(100),
    }),
    timeouts: z.strictObject({
      /** A voter's attempt, and the message of a refusal, end by themselves after this. */
      attemptSeconds: z.int().min(30).max(3600),
      /** The message of an admission ends by itself after this. */
      messageSeconds: z.int().min(1).max(120),
    }),
    retention: retentionSchema,
    /** How far a device's clock may be from the package's day and its peers before opening is refused. */
    clock: z.strictObject({ driftSeconds: z.int().min(1).max(3600) }),
    copy: copyPolicySchema,
    paperRoad: paperRoadPolicySchema,
    nextDocument: nextDocumentPolicySchema,
    /** Several kiosks of one station. */
    kiosks: kiosksPolicySchema,
    /** The ballot zone: its test, its counts, its protocols. */
    results: resultsPolicySchema,
    /** When a square of a ballot is empty, marked, or for persons. */
    ballotReading: ballotReadingPolicySchema,
  })
  .superRefine((policy, context) => {
    for (const [kind, rule] of Object.entries(policy.approvals)) {
      const places = rule.including.length + (rule.duty !== undefined && !rule.including.includes('member') ? 1 : 0);
      const impossible = places > rule.persons || rule.including.some((r) => !rule.roles.includes(r));
      if (impossible) context.addIssue({ code: 'custom', path: ['approvals', kind], message: 'nobody can satisfy it' });
    }
    for (const [where, rules] of Object.entries({ approvals: policy.approvals, fallbacks: policy.fallbacks })) {
      for (const [kind, { duty, roles }] of Object.entries(rules)) {
        // Who holds what must be enterable, and the station openable, before anybody holds anything.
        const never = kind === 'open' || kind === 'duties' || !roles.includes('member');
        if (duty !== undefined && (never || policy.duties.drawn.every((one) => one.duty !== duty))) {
          context.addIssue({ code: 'custom', path: [where, kind, 'duty'], message: 'nobody can satisfy it' });
        }
      }
    }
    const known = new Set(policy.documents.map(({ id }) => id));
    for (const { documents = [] } of policy.acts.kinds) {
      if (documents.every((document) => known.has(document))) continue;
      context.addIssue({
        code: 'custom',
        path: ['acts', 'kinds'],
        message: 'it is about a document that there is not',
      });
    }
    if (policy.remote.basis === 'open' && policy.lock.needed === 'remote') {
      const message = 'whoever may have voted anywhere needs a lock at home too';
      context.addIssue({ code: 'custom', path: ['lock', 'needed'], message });
    }
    const kinds = policy.modalities.map((m) => m.kind);
    if (new Set(kinds).size !== kinds.length) {
      context.addIssue({ code: 'custom', path: ['modalities'], message: 'a modality stands twice' });
    }
  });
export type Policy = z.infer<typeof policySchema>;
export type FingerModality = z.infer<typeof fingerModality>;
