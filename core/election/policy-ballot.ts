import { z } from 'zod';

/** Shares of a square, or of 1, in thousandths: signed configuration has whole numbers only. */
const thousandths = (least: number, most: number) => z.int().min(least).max(most);

/**
 * How a ballot is read. Squares with less new ink than `empty` are empty, from `mark` on they are marked; what lies
 * between, persons decide. The default keeps packages signed before valid.
 */
export const ballotReadingPolicySchema = z
  .strictObject({
    /** From here on a person looks at a part in which nothing else is written. */
    trace: thousandths(2, 200),
    empty: thousandths(5, 500),
    mark: thousandths(10, 900),
    /** Size of the print against that of the form. */
    scale: z.strictObject({ least: thousandths(950, 1_000), most: thousandths(1_000, 1_050) }),
  })
  .refine(({ trace, empty, mark }) => trace <= empty && empty < mark, 'trace, empty and mark rise')
  .default({ trace: 10, empty: 50, mark: 120, scale: { least: 985, most: 1_015 } });
export type BallotReadingPolicy = z.infer<typeof ballotReadingPolicySchema>;
