import { z } from 'zod';
import { resultsFormSchema } from '../results/form.ts';
import { historicalForm } from '../results/historical-form.ts';
import { type Approval, approvalSchema } from './approval-rule.ts';
import { bytesSchema } from './common.ts';

/** Decisions of persons in the ballot zone. correct: a signed protocol gets another version. */
export const ballotApprovals = ['box', 'test', 'mobile', 'adjudicate', 'count', 'discrepancy', 'correct'] as const;
export type BallotApproval = (typeof ballotApprovals)[number];

/** Duties are drawn in the identification zone, which alone knows who holds one. */
const ballotApprovalSchema = approvalSchema.omit({ duty: true });

const twoWithTheChair: Omit<Approval, 'duty'> = {
  persons: 2,
  roles: ['chair', 'secretary', 'member'],
  including: ['chair'],
};
const two: Omit<Approval, 'duty'> = { persons: 2, roles: ['chair', 'secretary', 'member'], including: [] };

/** What ships. Who decides what here is unknown in law; nobody decides alone. */
export const resultsDefault = {
  testBeforeOpening: true,
  smallCount: 30,
  sealingKey: null,
  signedPages: false,
  form: historicalForm,
  issuer: { name: 'Central Commission for Elections and Referendums of the Kyrgyz Republic', abbreviation: 'CEC' },
  approvals: {
    box: two,
    test: twoWithTheChair,
    mobile: two,
    adjudicate: two,
    count: twoWithTheChair,
    discrepancy: twoWithTheChair,
    correct: twoWithTheChair,
  },
} satisfies z.input<typeof policy>;

/** The ballot zone's day: its test, who decides, what is counted and how the protocol looks. */
const policy = z.strictObject({
  /** Ballots with known marks are fed before every opening, and the totals compared. */
  testBeforeOpening: z.boolean(),
  /** Fewer ballots of one style than this leave the station only sealed to the centre (BS-08: k ≥ 30 is proposed). */
  smallCount: z.int().min(0).max(10_000),
  /** P-256 public key (uncompressed point) of whoever opens such ballots: null, and they stay in the zone. */
  sealingKey: bytesSchema(65).nullable().default(null),
  /** Whether the results file is complete only with images of all signed pages of its protocols. */
  signedPages: z.boolean().default(false),
  form: resultsFormSchema,
  /** Who issues results, in reports. */
  issuer: z.strictObject({ name: z.string().min(1).max(120), abbreviation: z.string().min(1).max(20) }),
  approvals: z.strictObject({
    ...(Object.fromEntries(ballotApprovals.map((kind) => [kind, ballotApprovalSchema])) as Record<
      BallotApproval,
      typeof ballotApprovalSchema
    >),
    /** Packages of before have no rule for it. */
    correct: ballotApprovalSchema.default(twoWithTheChair),
  }),
});

export const resultsPolicySchema = policy.default(resultsDefault);
