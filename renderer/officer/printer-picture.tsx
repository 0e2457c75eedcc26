/** A slip coming out of the printer. */
export function PrinterPicture() {
  return (
    <svg viewBox="0 0 160 130" className="printer-picture" aria-hidden="true">
      <rect x="14" y="8" width="132" height="34" rx="6" className="picture-body" />
      <path d="M34 34 H126" className="picture-slot" />
      <path d="M44 34 V122 L52 117 L60 122 L68 117 L76 122 L84 117 L92 122 L100 117 L108 122 L116 117 V34" />
      <path d="M56 54 H104 M56 70 H104 M56 86 H88 M56 102 H104" className="picture-line" />
    </svg>
  );
}
