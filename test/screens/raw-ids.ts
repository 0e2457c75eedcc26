import { correctable, refusalGrounds } from '../../core/application/application.ts';
import { changedFields } from '../../core/election/list-changes.ts';
import { approvalKinds } from '../../core/election/policy.ts';
import { applicationKinds, outsideReasons } from '../../core/election/policy-applications.ts';
import { closingQuestions, replaceableKinds } from '../../core/election/policy-day.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { duties } from '../../core/election/policy-duties.ts';
import { notMetReasons, sittingKinds } from '../../core/election/sittings.ts';
import { whereKinds } from '../../core/election/where.ts';
import { conditions, handedKinds } from '../../core/journal/catalogue/afterwards.ts';
import { copiedSlips, leftModes } from '../../core/journal/catalogue/day.ts';
import { eventTypes } from '../../core/journal/catalogue.ts';
import { modes } from '../../core/journal/event.ts';
import { helpers } from '../../core/journal/help-calls.ts';
import { listWords, modalityWords, refusalWords } from '../../core/receipt/words.ts';
import { kindOf } from '../../main/identification/devices/setup.ts';

/** Words of ours that are also those of a command that a technician types: `systemctl start cups`. */
const commands: readonly string[] = ['start', 'cups', 'open'];

/** Names of ours that stand in events and in what a zone sends to its windows, and that a person reads in words. */
const ids: ReadonlySet<string> = new Set(
  [
    ...[...correctable, ...refusalGrounds, ...changedFields, ...applicationKinds, ...outsideReasons],
    ...[...closingQuestions, ...replaceableKinds, ...duties, ...notMetReasons, ...sittingKinds, ...whereKinds],
    ...[
      ...eventTypes,
      ...conditions,
      ...handedKinds,
      ...copiedSlips,
      ...leftModes,
      ...modes,
      ...helpers,
      ...approvalKinds,
    ],
    ...[...Object.keys(listWords), ...Object.keys(modalityWords), ...Object.keys(refusalWords)],
    ...[...Object.keys(kindOf), ...Object.values(kindOf)],
    ...defaultPolicy.roles.map(({ role }) => role),
    ...defaultPolicy.documents.map(({ id }) => id),
    ...defaultPolicy.opening.seals.map(({ id }) => id),
    ...['unprovisioned', 'ready', 'open', 'suspended', 'finishing', 'closed', 'handed-over'],
    ...['reserved', 'confirmed', 'released', 'undone', 'attempt', 'admission', 'receipt', 'voter'],
  ].filter((id) => !commands.includes(id)),
);

/**
 * Names that nobody can read out and that tell nobody anything: a device's and a key's, made of its key; a medium's, made of
 * its file system; what events and attempts are called. A device is told by the serial number on its plate, a medium by
 * its label, its size and where it is. Checksums and words of keys are none of them: they are there to be compared.
 */
const NAMES: readonly RegExp[] = [
  /^[dk]-[0-9a-f]{4,}$/i,
  /^(?:fs|folder):/,
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
];

/** The name of a sitting in events, and a day as events write it. */
const EVENT_DATE = /^\d{4}-\d\d-\d\d(?:-\d+)?$/;

/**
 * Names of ours among the words of a text that is Kyrgyz or Russian, where no Latin word of ours has any business. Parts
 * of a longer name (a file, an address, a product) are none: only what stands by itself.
 */
export function rawIn(text: string): readonly string[] {
  const words = wordsOf(text, /[\s,;:()«»"“”·…|=+≠→]+/);
  return [...words.filter((word) => ids.has(word) || EVENT_DATE.test(word)), ...namesIn(text)];
}

/** Names among the words of a text of any language. A file's name is none: it is read beside the list of a computer. */
export function namesIn(text: string): readonly string[] {
  return wordsOf(text, /[\s,;()«»"“”·…|=+≠→]+/).filter((word) => NAMES.some((name) => name.test(word)));
}

const wordsOf = (text: string, between: RegExp): readonly string[] =>
  text.split(between).map((word) => word.replace(/[.!?:]+$/, ''));
