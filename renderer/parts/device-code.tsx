import { deviceCode, QUIET_MODULES, qrCode, qrPath } from '../../core/qr/qr.ts';
import type { StationView } from '../../main/api/views.ts';

/** Serial number, id and words of this device as a QR code, for a camera; the same stands beside it in letters. */
export function DeviceCode({ device, label }: { readonly device: StationView['device']; readonly label: string }) {
  return <Code content={deviceCode(device)} label={label} />;
}

/** A QR code, black on white in every theme. */
export function Code({ content, label }: { readonly content: string; readonly label: string }) {
  const code = qrCode(content);
  const side = code.size + 2 * QUIET_MODULES;
  return (
    <svg className="device-code" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label}>
      <rect width={side} height={side} fill="#fff" />
      <path d={qrPath(code, 1, QUIET_MODULES, QUIET_MODULES)} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
