import type { PrinterFault, WorldDocument } from '../../main/api/playground.ts';

/** The cable at a device's back: to the kiosk, or hanging with its plug beside the socket. */
function CableLine({ plugged }: { readonly plugged: boolean }) {
  return plugged ? (
    <>
      <path className="cable" d="M80 30 C80 12 96 8 112 8 L160 8" />
      <rect className="plug" x="72" y="24" width="16" height="12" rx="2" />
    </>
  ) : (
    <>
      <path className="cable" d="M112 14 C126 6 140 8 160 8" />
      <rect className="plug" x="94" y="10" width="18" height="12" rx="2" />
      <rect className="socket" x="72" y="26" width="16" height="8" rx="1" />
    </>
  );
}

/** A reader with a glass, and the card or passport that lies on it. */
export function ReaderDrawing({
  plugged,
  kind,
}: {
  readonly plugged: boolean;
  readonly kind: WorldDocument['kind'] | null;
}) {
  return (
    <svg viewBox="0 0 160 130" aria-hidden="true">
      <CableLine plugged={plugged} />
      <rect className="body" x="14" y="34" width="132" height="86" rx="8" />
      <rect className="glass" x="26" y="44" width="108" height="66" rx="3" />
      {kind === null ? null : kind.startsWith('id-card') ? (
        <g>
          <rect className="card" x="40" y="52" width="80" height="50" rx="4" />
          <rect className="card-photo" x="46" y="59" width="18" height="22" />
          <path className="card-line" d="M70 63 h40 M70 71 h32 M70 79 h36" />
          <path className="card-zone" d="M46 89 h68 M46 95 h68" />
        </g>
      ) : (
        <g>
          <rect className="booklet" x="34" y="48" width="92" height="58" rx="3" />
          <path className="card-line" d="M34 77 h92" />
          <rect className="card-photo" x="40" y="81" width="14" height="14" />
          <path className="card-zone" d="M40 99 h80" />
        </g>
      )}
    </svg>
  );
}

/** A sensor with its window, lit while a finger lies on it. */
export function SensorDrawing({ plugged, finger }: { readonly plugged: boolean; readonly finger: boolean }) {
  return (
    <svg viewBox="0 0 160 130" aria-hidden="true">
      <CableLine plugged={plugged} />
      <path
        className="body"
        d="M44 34 h72 a10 10 0 0 1 10 10 v60 a16 16 0 0 1 -16 16 h-60 a16 16 0 0 1 -16 -16 v-60 a10 10 0 0 1 10 -10 z"
      />
      <rect
        className={finger && plugged ? 'window window-lit' : 'window'}
        x="55"
        y="46"
        width="50"
        height="58"
        rx="6"
      />
      {finger ? (
        <>
          <path className="finger-edge" d="M80 132 L80 78" />
          <path className="finger-skin" d="M80 132 L80 78" />
          <path className="finger-nail" d="M72 72 a8 9 0 0 1 16 0 v8 a8 4 0 0 1 -16 0 z" />
        </>
      ) : (
        <path
          className="ridges"
          d="M68 92 v-14 a12 12 0 0 1 24 0 v14 M74 92 v-13 a6 6 0 0 1 12 0 v13 M80 92 v-12 M62 86 v-9 a18 18 0 0 1 36 0 v9"
        />
      )}
    </svg>
  );
}

/** A printer as what is wrong with it looks from outside. */
export function PrinterDrawing({ plugged, fault }: { readonly plugged: boolean; readonly fault: PrinterFault }) {
  const open = fault === 'cover-open';
  return (
    <svg viewBox="0 0 160 130" aria-hidden="true">
      <CableLine plugged={plugged} />
      {open ? <path className="body" d="M34 62 L44 24 H116 L126 62 Z" /> : null}
      <path className="body" d={open ? 'M22 62 H138 V120 H22 Z' : 'M34 34 H126 L138 62 V120 H22 V62 Z'} />
      {open ? <circle className="roll" cx="80" cy="72" r="22" /> : null}
      {open ? null : <path className="slot" d="M40 62 H120" />}
      {fault === 'paper-out' || open ? null : (
        <path className="slip-out" d="M48 62 V82 l5 4 5 -4 5 4 5 -4 5 4 5 -4 5 4 5 -4 5 4 5 -4 5 4 5 -4 4 3 V62" />
      )}
      {fault === 'cutter-jam' ? <path className="jam" d="M46 66 l12 8 10 -10 12 10 10 -10 12 10 12 -8" /> : null}
      <circle className={lampOf(fault, plugged)} cx="122" cy="106" r="5" />
    </svg>
  );
}

function lampOf(fault: PrinterFault, plugged: boolean): string {
  if (!plugged || fault === 'offline') return 'lamp';
  if (fault === 'none') return 'lamp lamp-good';
  return fault === 'paper-near-end' ? 'lamp lamp-warn' : 'lamp lamp-bad';
}
