/** What to have ready, without words: the card, then the finger, then the slip. */
export function Prepare() {
  return (
    <div className="prepare" aria-hidden="true">
      <svg viewBox="0 0 200 170" aria-hidden="true">
        <rect x="20" y="35" width="160" height="100" rx="10" className="picture-card" />
        <rect x="36" y="53" width="38" height="46" rx="3" className="picture-photo" />
        <path d="M90 60 H160 M90 78 H146 M90 96 H154" className="picture-line" />
        <path d="M36 117 H164" className="picture-mrz" />
      </svg>
      <Arrow />
      <svg viewBox="0 0 200 170" aria-hidden="true">
        <FingerOnSensor />
      </svg>
      <Arrow />
      <svg viewBox="0 0 200 170" aria-hidden="true">
        <path
          d="M52 12 V156 L64 148 L76 156 L88 148 L100 156 L112 148 L124 156 L136 148 L148 156 V12 Z"
          className="picture-paper"
        />
        <path d="M70 42 H130 M70 64 H130 M70 86 H108" className="picture-line" />
        <path d="M74 116 L90 132 L124 100" className="picture-arrow" />
      </svg>
    </div>
  );
}

function Arrow() {
  return (
    <svg viewBox="0 0 60 60" className="prepare-arrow" aria-hidden="true">
      <path d="M8 30 H50 M34 14 L50 30 L34 46" className="picture-arrow" />
    </svg>
  );
}

/** A finger lying on the glass of the sensor, seen from the side of the voter. */
export function FingerOnSensor() {
  return (
    <>
      <rect x="24" y="112" width="152" height="40" rx="8" className="picture-body" />
      <path d="M62 112 H138" className="picture-slot" />
      <path d="M78 108 V52 A22 22 0 0 1 122 52 V108 Z" className="picture-paper" transform="rotate(180 100 70)" />
      <path
        d="M88 92 C88 78 112 78 112 92 M84 98 C82 68 118 68 116 98 M94 98 C94 86 106 86 106 98"
        className="picture-ridge"
      />
    </>
  );
}
