import type { BoxShow } from '../../main/api/ballot-views.ts';
import { VerdictShape } from '../parts/verdict.tsx';

/**
 * What happens to the paper, without words. The sheet is always an empty one, and all that comes back look alike: who
 * stands behind the voter learns nothing from it.
 */
export function BoxPicture({ box }: { readonly box: BoxShow }) {
  if (box.show === 'accepted') return <VerdictShape verdict="good" />;
  return (
    <svg className="box-picture" viewBox="0 0 260 280" aria-hidden="true">
      <Drawing box={box} />
    </svg>
  );
}

function Drawing({ box }: { readonly box: BoxShow }) {
  switch (box.show) {
    case 'ready':
      return (
        <>
          <Paper y={62} />
          <Chest />
          <path d="M210 30 V110 M190 88 L210 112 L230 88" className="picture-arrow" />
        </>
      );
    case 'reading':
      return (
        <>
          <Paper y={104} />
          <Chest />
          <path d="M74 134 H186" className="picture-arrow" />
        </>
      );
    case 'take-back':
      return (
        <>
          <Paper y={40} />
          <Chest />
          <path d="M210 112 V30 M190 54 L210 28 L230 54" className="picture-arrow" />
        </>
      );
    case 'ask':
      return (
        <>
          <Paper y={84} />
          <Chest />
          <path d="M210 112 V30 M190 54 L210 28 L230 54" className="picture-arrow" />
          <path d="M50 30 V112 M30 88 L50 114 L70 88" className="picture-arrow" />
        </>
      );
    case 'wait':
      return <Person />;
    case 'not-now':
      return (
        <>
          <Chest />
          {box.why === 'paused' ? (
            <path d="M112 52 V104 M148 52 V104" className="picture-arrow box-pause" />
          ) : (
            <>
              <rect x="98" y="74" width="64" height="50" rx="6" className="picture-paper" />
              <path d="M110 74 V56 A20 20 0 0 1 150 56 V74" />
            </>
          )}
        </>
      );
    case 'accepted':
      return null;
  }
}

/** The box with its slot. */
function Chest() {
  return (
    <>
      <path d="M30 150 H230 L220 270 H40 Z" className="picture-body" />
      <path d="M66 150 H194" className="picture-slot" />
    </>
  );
}

/** A sheet that stands in the slot: how much of it is still to be seen. */
function Paper({ y }: { readonly y: number }) {
  return <rect x="80" y={y} width="100" height={150 - y} className="picture-paper" />;
}

/** Somebody with a raised arm: call one of them. */
function Person() {
  return (
    <>
      <circle cx="120" cy="84" r="36" className="picture-paper" />
      <path d="M52 262 C52 176 84 146 120 146 C156 146 188 176 188 262 Z" className="picture-body" />
      <path d="M168 172 L206 96 L206 40" className="picture-arrow" />
    </>
  );
}
