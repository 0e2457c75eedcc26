import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readCertificate } from '../../../drivers/fingerprint/sbi/trust.ts';

/** The folder on a stick, or in the kiosk's own folder, in which makers' certificates are looked for. */
const FOLDER = 'sbi-anchors';
/** What a setup may hold: so many certificates, of so many characters. */
const MOST_ANCHORS = 8;
const MOST_CHARACTERS = 8_000;

/**
 * Certificates of the makers of fingerprint scanners, which say whose scanner may be trusted: PEM files in a folder
 * `sbi-anchors` of these places. What is no certificate is passed over.
 */
export function anchorsIn(places: readonly string[]): readonly string[] {
  const texts = places.flatMap((place) => {
    const folder = join(place, FOLDER);
    return names(folder).flatMap((name) => certificate(join(folder, name)));
  });
  return [...new Set(texts)].slice(0, MOST_ANCHORS);
}

function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.(pem|crt)$/i.test(name))
      .sort();
  } catch {
    // No such folder, or a stick that was pulled out.
    return [];
  }
}

function certificate(file: string): readonly string[] {
  try {
    if (statSync(file).size > MOST_CHARACTERS) return [];
    const text = readFileSync(file, 'utf8').trim();
    return text.includes('-----BEGIN CERTIFICATE-----') && readCertificate(text) ? [text] : [];
  } catch {
    return [];
  }
}
