import { oc, type } from '@orpc/contract';
import { z } from 'zod';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import type { CertificateView, ProvisioningView } from './provisioning-views.ts';

const nothing = z.object({}).strict();
const path = z.string().max(500);
const sha256 = z.string().length(64);

/** How a device comes to its commission and to its station. Part of the identification zone's contract. */
export const provisioningContract = {
  /** What the device asks for, whom it trusts, what the package in force gives it, and certificates on sticks. */
  look: oc.input(nothing).output(type<ProvisioningView>()),
  /** Writes the request for registration to one of `station.logTargets`. */
  save: oc
    .input(z.object({ target: path }).strict())
    .output(type<Result<{ readonly file: string; readonly sha256: string }, Problem>>()),
  /** Whose root key a certificate would bring; nothing is taken. */
  certificate: oc.input(z.object({ path }).strict()).output(type<Result<CertificateView, Problem>>()),
  /** Two people compared the words of the certificate that was looked at: its root key is taken, once. */
  accept: oc.input(z.object({ path, sha256 }).strict()).output(type<Result<null, Problem>>()),
};
