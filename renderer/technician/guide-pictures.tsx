import type { ReactNode } from 'react';
import type { GuideStep } from './guide-steps.ts';

/** What is plugged in where, and how it looks when it is well: understood without reading. The kiosk is on the left. */
export function GuidePicture({ step }: { readonly step: GuideStep }) {
  return (
    <svg className="guide-picture" viewBox="0 0 400 210" aria-hidden="true">
      {pictures[step]}
    </svg>
  );
}

/** The kiosk seen by its user, its sockets on the right side. */
function Kiosk() {
  return (
    <g>
      <rect x="14" y="32" width="136" height="100" rx="9" className="picture-body" />
      <rect x="27" y="45" width="110" height="68" rx="3" className="picture-card" />
      <path d="M40 62 H92 M40 78 H76" className="picture-line" />
      <path d="M60 132 V156 M104 132 V156 M36 158 H128" />
    </g>
  );
}

/** A cable from a device into a socket of the kiosk, with its plug and the way the hand goes. */
function Cable({ to, at = 100 }: { readonly to: string; readonly at?: number }) {
  return (
    <g>
      <path d={`M190 ${at} ${to}`} className="guide-cable" />
      <rect x="150" y={at - 9} width="10" height="18" className="picture-card" />
      <rect x="172" y={at - 8} width="26" height="16" rx="3" className="guide-plug" />
      <path d={`M172 ${at - 22} H156 M163 ${at - 29} L155 ${at - 22} L163 ${at - 15}`} className="picture-arrow" />
    </g>
  );
}

/** A tick beside what shows that it is well. */
function Well({ x, y }: { readonly x: number; readonly y: number }) {
  return (
    <g className="guide-well">
      <circle cx={x} cy={y} r="13" />
      <path d={`M${x - 6} ${y} L${x - 1} ${y + 5} L${x + 7} ${y - 5}`} />
    </g>
  );
}

const pictures: Readonly<Record<GuideStep, ReactNode>> = {
  power: (
    <>
      <Kiosk />
      <Cable to="C236 100 214 150 252 150" at={78} />
      <path d="M252 174 C170 190 120 190 82 162" className="guide-cable" />
      <rect x="252" y="112" width="126" height="82" rx="9" className="picture-body" />
      <path d="M318 128 L302 154 H318 L308 178 L334 146 H316 L326 128 Z" className="guide-bolt" />
      <circle cx="326" cy="42" r="28" className="picture-card" />
      <path d="M316 38 V48 M336 38 V48" className="picture-slot" />
      <path d="M326 70 V112" className="guide-cable" />
      <Well x={358} y={130} />
    </>
  ),
  display: (
    <>
      <Kiosk />
      <Cable to="C218 100 206 124 222 124 C232 124 230 112 230 104" at={100} />
      <rect x="212" y="24" width="100" height="78" rx="7" className="picture-body" />
      <rect x="222" y="34" width="80" height="54" className="picture-card" />
      <circle cx="242" cy="52" r="8" className="picture-photo" />
      <path d="M229 78 C231 62 253 62 255 78 M266 48 H294 M266 62 H286" className="picture-line" />
      <path d="M262 102 V126 M238 128 H286" />
      <circle cx="364" cy="76" r="20" className="picture-card" />
      <path d="M330 190 V150 C330 112 398 112 398 150 V190" className="picture-card" />
      <path d="M346 60 L322 60 M330 52 L321 60 L330 68" className="picture-arrow" />
      <Well x={312} y={26} />
    </>
  ),
  fingerprint: (
    <>
      <Kiosk />
      <Cable to="C232 100 214 168 252 168" />
      <path d="M252 140 H372 L386 190 H238 Z" className="picture-body" />
      <path d="M276 150 H348 L354 176 H270 Z" className="picture-photo" />
      <path d="M292 170 C292 156 332 156 332 170 M302 172 C302 163 322 163 322 172" className="picture-ridge" />
      <path
        d="M330 128 C306 132 292 120 300 104 L336 34 C346 14 376 26 368 48 L348 112 C345 122 340 126 330 128 Z"
        className="picture-card"
      />
      <path d="M350 34 C356 32 362 35 363 41" className="picture-line" />
      <path d="M276 92 V126 M266 116 L276 128 L286 116" className="picture-arrow" />
      <Well x={374} y={136} />
    </>
  ),
  document: (
    <>
      <Kiosk />
      <Cable to="C232 100 214 168 250 168" />
      <path d="M250 148 H380 L392 194 H238 Z" className="picture-body" />
      <path d="M266 150 H364" className="picture-slot" />
      <rect x="258" y="22" width="114" height="74" rx="7" className="picture-card" />
      <rect x="268" y="33" width="25" height="32" rx="2" className="picture-photo" />
      <path d="M304 38 H360 M304 50 H350 M304 62 H356" className="picture-line" />
      <path d="M268 82 H362" className="picture-mrz" />
      <path d="M315 104 V132 M305 122 L315 134 L325 122" className="picture-arrow" />
      <Well x={372} y={172} />
    </>
  ),
  chip: (
    <>
      <Kiosk />
      <Cable to="C232 100 214 172 252 172" />
      <path d="M262 144 H376 L390 196 H248 Z" className="picture-body" />
      <path d="M300 180 C300 164 336 164 336 180 M310 182 C310 174 326 174 326 182" className="picture-ridge" />
      <rect x="262" y="20" width="114" height="74" rx="7" className="picture-card" />
      <rect x="276" y="42" width="28" height="24" rx="4" className="picture-photo" />
      <path d="M276 54 H304 M290 42 V66 M320 44 H362 M320 58 H352" className="picture-line" />
      <path d="M300 112 C306 118 332 118 338 112 M292 124 C302 134 336 134 346 124" className="picture-ridge" />
      <Well x={366} y={166} />
    </>
  ),
  'page-scanner': (
    <>
      <Kiosk />
      <Cable to="C232 100 214 176 246 176" />
      <path d="M250 140 L276 22 H396 L374 140 Z" className="picture-card" />
      <rect x="246" y="140" width="136" height="52" rx="6" className="picture-body" />
      <path d="M262 140 L276 108 H344 L338 140" className="picture-photo" />
      <path d="M288 120 H330 M284 130 H326" className="picture-line" />
      <path d="M262 166 H332" className="picture-line" />
      <Well x={362} y={166} />
    </>
  ),
  printer: (
    <>
      <Kiosk />
      <Cable to="C232 100 214 172 246 172" />
      <path d="M246 120 H382 V192 H246 Z" className="picture-body" />
      <path d="M246 118 L262 46 H372" />
      <circle cx="314" cy="104" r="42" className="picture-card" />
      <circle cx="314" cy="104" r="11" className="picture-photo" />
      <path d="M246 148 H382" className="picture-slot" />
      <path
        d="M274 150 V206 L283 200 L292 206 L301 200 L310 206 L319 200 L328 206 L337 200 L346 206 V150"
        className="picture-card"
      />
      <path d="M288 166 H332 M288 178 H320" className="picture-line" />
      <path d="M388 60 C398 78 398 96 390 112 M398 100 L389 114 L380 101" className="picture-arrow" />
      <Well x={368} y={172} />
    </>
  ),
  readiness: (
    <>
      <Kiosk />
      <rect x="222" y="14" width="150" height="184" rx="7" className="picture-card" />
      <path d="M282 48 H350 M282 84 H340 M282 120 H350 M282 156 H330" className="picture-line" />
      <Well x={252} y={48} />
      <Well x={252} y={84} />
      <Well x={252} y={120} />
      <Well x={252} y={156} />
      <path d="M164 84 H206 M195 74 L207 84 L195 94" className="picture-arrow" />
    </>
  ),
};
