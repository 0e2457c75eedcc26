import type { IncomingMessage } from 'node:http';

/**
 * What every answer carries. The page may load and run nothing but this zone's own files and talk to nothing but
 * its own socket and ticket window (EL-07).
 * @param host `127.0.0.1:port` of this zone
 * @param window the window whose page this is; null for files that are no page
 */
export function strictHeaders(host: string, window: string | null): Record<string, string> {
  const connect = window === null ? "'none'" : `ws://${host}/${window}/ws http://${host}/${window}/ticket`;
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data: blob:",
      "font-src 'self'",
      `connect-src ${connect}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy':
      'camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=(), bluetooth=(), midi=(), payment=(), clipboard-read=(), local-fonts=()',
    'cache-control': 'no-store',
  };
}

/**
 * Whether a request names this zone as its host. A page of another site that resolves its own name to 127.0.0.1
 * (DNS rebinding) sends its own name here and is turned away.
 */
export function hostIsOurs(request: IncomingMessage, host: string): boolean {
  // Node joins no repeated Host headers; an HTTP/1.1 request with two is answered with 400 before it comes here.
  return request.headers.host === host;
}

/**
 * Whether the page that sent a request is one of this zone's.
 * @param demand 'present': the request must say so (sockets, tickets); 'absent-is-fine': it must not say otherwise
 */
export function originIsOurs(request: IncomingMessage, host: string, demand: 'present' | 'absent-is-fine'): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return demand === 'absent-is-fine';
  return origin === `http://${host}`;
}

/** The value of one cookie, or null. */
export function cookieOf(request: IncomingMessage, name: string): string | null {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}

/**
 * Reads a small request body.
 * @returns the text, or null when it is longer than `limit` bytes
 */
export async function bodyOf(request: IncomingMessage, limit: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
