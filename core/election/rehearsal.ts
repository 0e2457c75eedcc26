import { z } from 'zod';
import { isPin } from '../person/pin.ts';
import { wordsSchema } from './common.ts';

const name = z.string().min(1).max(120);

/**
 * People of a training who stand on no list of the station: whoever rehearses takes their papers for the voters who are
 * sent elsewhere. Where each of them votes is not said here: the kiosk looks it up as it does for everybody.
 */
export const rehearsalSchema = z.strictObject({
  people: z
    .array(
      z.strictObject({
        pin: z.string().refine(isPin, 'not a PIN'),
        surname: name,
        given: name,
        patronymic: name.nullable(),
        /** What kind of paper the training has for her, in words; null: her PIN is typed. */
        paper: wordsSchema.nullable(),
      }),
    )
    .max(20),
});
export type RehearsalPeople = z.infer<typeof rehearsalSchema>;
