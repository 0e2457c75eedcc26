// The observers' verifier. It imports nothing of the kiosk's program and asks nothing of a network: what it says rests on
// the commission's root key in this page and on the browser's own cryptography. The formats that it reads are written
// down for anybody in docs/election-package.md (package) and docs/the-day.md (code of a slip).
'use strict';

const data = JSON.parse(document.getElementById('data').textContent);
const say = (name, values = {}) =>
  ['ky', 'ru'].map((language) =>
    (data.say[language][name] ?? name).replace(/\{\{(\w+)\}\}/g, (_, key) => String(values[key] ?? '')),
  );
const ascii = (text) => new TextEncoder().encode(text);
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Strict: unpadded base64url in its one spelling, or null. */
function bytesOf(text) {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return null;
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
    const again = btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
    return again === text ? bytes : null;
  } catch {
    return null;
  }
}

/** Bytes of a long text in standard base64. */
const longBytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

function joined(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

async function signedBy(publicKey, signature, message) {
  const key = await crypto.subtle.importKey('raw', publicKey, { name: 'Ed25519' }, false, ['verify']);
  return crypto.subtle.verify({ name: 'Ed25519' }, key, signature, message);
}

/** The package's own statement, believed only after the root key's signature. */
async function readPackage() {
  const text = longBytes(data.manifest);
  const root = bytesOf(data.root);
  const good = await signedBy(root, longBytes(data.signature), joined(ascii('taanuu/package/1\n'), text));
  return good ? JSON.parse(new TextDecoder().decode(text)) : null;
}

async function rootWords() {
  const hash = await sha256(joined(ascii('taanuu/fingerprint/1'), bytesOf(data.root)));
  return [...hash.slice(0, 8)].map((byte) => data.words[byte]);
}

/** The parts of a code, or null where it is none. */
function readCode(code) {
  const parts = code.trim().split(':');
  const form = parts[1];
  if (parts.length !== 14 || parts[0] !== 'taanuu' || !Object.hasOwn(data.totals, form)) return null;
  const names = data.totals[form];
  const [slip, election, mode, station, device, key, sitting] = parts.slice(2, 9).map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return '';
    }
  });
  const time = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)[+-]\d{4}$/.exec(parts[9]);
  const head = bytesOf(parts[11]);
  const signature = bytesOf(parts[13]);
  const totals = parts[12].split('.');
  if (!time || head?.length !== 32 || signature?.length !== 64 || totals.length !== names.length) return null;
  const [, year, month, day, hour, minute] = time;
  return {
    ...{ slip, election, mode, station, device, key, sitting, head: hex(head), seq: parts[10], signature, form },
    totals: names.map((name, place) => [name, totals[place]]),
    at: `${day}.${month}.${year} ${hour}:${minute}`,
    signed: parts.slice(0, -1).join(':'),
  };
}

/** What is wrong with a code as [name, values], or null. */
async function wrongWith(told, manifest) {
  const { election, station, devices } = manifest;
  if (told.election !== election.id || told.mode !== election.mode) return ['other-election', told];
  if (told.station !== station) return ['other-station', told];
  const device = devices.find((one) => one.device === told.device && one.key === told.key);
  if (!device || (device.station !== null && device.station !== station)) return ['other-device', told];
  const digest = await sha256(joined(ascii(`taanuu/slip/${told.form}`), ascii(told.signed)));
  return (await signedBy(bytesOf(device.signing), told.signature, digest)) ? null : ['not-signed', told];
}

function put(element, [ky, ru]) {
  element.textContent = ky;
  const second = document.createElement('span');
  second.className = 'ru';
  second.lang = 'ru';
  second.textContent = ru;
  if (ru !== ky) element.append(second);
}

function told(tag, pair) {
  const element = document.createElement(tag);
  put(element, pair);
  return element;
}

function answer(kind, ...children) {
  const box = document.getElementById('answer');
  box.className = kind;
  box.replaceChildren(...children);
  box.focus();
}

/** A sitting as the slip prints it: its day, and its place in the order. */
function sittingName(sitting) {
  const [, year, month, day, place] = /^(\d{4})-(\d\d)-(\d\d)-(\d+)$/.exec(sitting) ?? [];
  return year === undefined ? sitting : `${day}.${month}.${year} · ${place}`;
}

function numberRow(label, value) {
  const row = document.createElement('tr');
  const cell = document.createElement('td');
  cell.className = 'number';
  cell.textContent = value;
  row.append(told('td', label), cell);
  return row;
}

/** A text has the whole width, under its label. */
function textRow(label, value) {
  const row = document.createElement('tr');
  const cell = told('td', label);
  cell.colSpan = 2;
  const text = document.createElement('b');
  text.textContent = value;
  cell.append(text);
  row.append(cell);
  return row;
}

const modeBand = (mode) => {
  const band = told('div', say(`mode.${mode}`));
  band.className = 'mode';
  return mode === 'official' ? [] : [band];
};

async function check(code, manifest) {
  const read = readCode(code);
  if (!read) return answer('bad', told('strong', say('bad')), told('p', say('bad.no-code')));
  const wrong = await wrongWith(read, manifest);
  if (wrong) return answer('bad', told('strong', say('bad')), told('p', say(`bad.${wrong[0]}`, wrong[1])));
  const table = document.createElement('table');
  table.append(
    textRow(say('what'), say(`slip.${read.slip}`).join(' / ')),
    textRow(say('station'), read.station),
    textRow(say('sitting'), sittingName(read.sitting)),
    textRow(say('at'), read.at),
    ...read.totals.map(([name, value]) => numberRow(say(`total.${name}`), value === '' ? '—' : value)),
    textRow(say('device'), read.device),
    textRow(say('head'), `${read.seq} · ${read.head.slice(0, 16).replace(/(.{4})(?=.)/g, '$1 ')}`),
  );
  return answer('good', told('strong', say('good')), told('p', say('good.what')), ...modeBand(read.mode), table);
}

async function readPicture(file) {
  const image = await createImageBitmap(file);
  const scale = Math.min(1, 3000 / Math.max(image.width, image.height));
  const canvas = new OffscreenCanvas(Math.round(image.width * scale), Math.round(image.height * scale));
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
  const found = await ZXingWASM.readBarcodes(pixels, { formats: ['QRCode'], tryHarder: true });
  return found.map(({ text }) => text);
}

async function begin() {
  document.querySelectorAll('[data-say]').forEach((element) => put(element, say(element.dataset.say)));
  let manifest = null;
  try {
    manifest = await readPackage();
  } catch {
    return answer('bad', told('strong', say('old-browser')));
  }
  if (!manifest) return answer('bad', told('strong', say('bad-page')));
  const { election, station, commission } = manifest;
  put(document.getElementById('station'), ['ky', 'ru'].map((one) => `${election.names[one]} · № ${station}`));
  document.getElementById('mode').append(...modeBand(election.mode), ...(commission.demo ? [told('p', say('demo'))] : []));
  for (const word of await rootWords()) {
    const item = document.createElement('li');
    item.textContent = word;
    document.getElementById('words').append(item);
  }
  const text = document.getElementById('text');
  ZXingWASM.prepareZXingModule({ overrides: { wasmBinary: longBytes(data.wasm).buffer } });
  document.getElementById('check').addEventListener('click', () => check(text.value, manifest));
  document.getElementById('picture').addEventListener('change', async ({ target }) => {
    const [file] = target.files;
    if (!file) return;
    let codes = [];
    try {
      codes = await readPicture(file);
    } catch {
      codes = [];
    }
    const code = codes.find((one) => readCode(one) !== null) ?? codes[0];
    target.value = '';
    if (code === undefined) return answer('plain', told('strong', say('no-picture')), told('p', say('no-picture.what')));
    text.value = code;
    await check(code, manifest);
  });
  document.body.dataset.ready = 'yes';
}

begin();
