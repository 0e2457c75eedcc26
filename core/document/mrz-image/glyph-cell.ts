/** What a machine-readable zone may hold (ICAO Doc 9303 part 3 §4.3). */
export const MRZ_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<';

/**
 * The field in which a letter is drawn and compared: as wide as the pitch of OCR-B size I, 2.54 mm (Doc 9303 part 3
 * §4.2), and higher than the highest letter. In pixels of the committed drawings; readers work at a third of them.
 */
export const glyphCell = { width: 72, height: 102, baseline: 86 } as const;
