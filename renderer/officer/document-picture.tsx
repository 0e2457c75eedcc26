/** A card going into the reader: understood without reading. */
export function DocumentPicture() {
  return (
    <svg className="document-picture" viewBox="0 0 320 190" aria-hidden="true">
      <path d="M40 150 H280 L300 178 H20 Z" className="picture-body" />
      <path d="M62 150 H258" className="picture-slot" />
      <g>
        <rect x="84" y="14" width="152" height="96" rx="9" className="picture-card" />
        <rect x="98" y="30" width="34" height="44" rx="3" className="picture-photo" />
        <path d="M146 36 H220 M146 52 H206 M146 68 H214" className="picture-line" />
        <path d="M98 92 H222" className="picture-mrz" />
      </g>
      <path d="M160 116 V138 M148 128 L160 140 L172 128" className="picture-arrow" />
    </svg>
  );
}
