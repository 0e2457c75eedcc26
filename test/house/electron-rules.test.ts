import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../tools/say.ts';

/** Rules of standards.md that can be read off the sources. The ones that need a window are in test/end-to-end. */
function sources(...folders: string[]): { file: string; text: string }[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|html|css)$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => ({ file, text: readFileSync(file, 'utf8') })),
  );
}

const shell = sources('main/shell');
const screens = sources('renderer');
const preferences = shell.find(({ file }) => file.endsWith('lockdown.ts'))?.text ?? '';

/** Files among these in which a pattern occurs. */
const found = (where: { file: string; text: string }[], pattern: RegExp): string[] =>
  where.filter(({ text }) => pattern.test(text)).map(({ file }) => file);

describe('the shell, in its sources', () => {
  it.each([
    ['EL-02', 'nodeIntegration: false'],
    ['EL-02', 'nodeIntegrationInWorker: false'],
    ['EL-02', 'nodeIntegrationInSubFrames: false'],
    ['EL-03', 'contextIsolation: true'],
    ['EL-04', 'sandbox: true'],
    ['EL-06', 'webSecurity: true'],
    ['EL-08', 'allowRunningInsecureContent: false'],
    ['EL-11', 'webviewTag: false'],
    ['EL-21', 'spellcheck: false'],
    ['EL-21', 'plugins: false'],
    ['EL-21', 'devTools: dev'],
  ])('%s: every window has %s', (_rule, line) => {
    expect(preferences).toContain(line);
  });

  it('opens windows in one place, with those preferences (EL-02 … EL-08)', () => {
    expect(found(shell, /new BrowserWindow\(/).map((file) => file.split('/').at(-1))).toEqual(['windows.ts']);
    expect(found(shell, /new (BrowserView|WebContentsView)\(/)).toEqual([]);
    expect(found(shell, /webPreferences: lockedPreferences\(/)).toHaveLength(1);
  });

  it.each([
    ['EL-09', /experimentalFeatures|enableBlinkFeatures|appendSwitch/],
    ['EL-06', /webSecurity: false|sandbox: false|contextIsolation: false|nodeIntegration\w*: true/],
    ['EL-15', /openExternal|openPath|showItemInFolder/],
    ['EL-12', /<webview/],
    ['EL-23', /crashReporter/],
  ])('%s: nowhere %s', (_rule, pattern) => {
    expect(found(shell, pattern)).toEqual([]);
  });

  it('has two channels, and both look at who is speaking (EL-17)', () => {
    const handlers = shell.flatMap(({ text }) =>
      [...text.matchAll(/ipcMain\.(\w+)\('?(\w+)/g)].map((hit) => hit.slice(1)),
    );
    expect(handlers).toEqual([
      ['handle', 'ticket'],
      ['on', 'alive'],
    ]);
    expect(found(shell, /event\.senderFrame/)).toHaveLength(1);
    expect(found(shell, /ipcRenderer/).map((file) => file.split('/').at(-1))).toEqual(['preload.ts']);
  });
});

describe('the screens, in their sources', () => {
  it('name no other place to load from (EL-01)', () => {
    const elsewhere = /["'`(](https?|wss?|ftp|file):\/\/(?!www\.w3\.org\/)/;
    expect(found(screens, elsewhere)).toEqual([]);
  });

  it.each([
    ['EL-07 inline scripts', /<script(?![^>]*\bsrc=)/],
    ['EL-07 inline styles and handlers in pages', /<[a-z]+[^>]*\s(onclick|onload|onerror)=["']/],
    ['EL-07 code from text', /\beval\(|new Function\(|dangerouslySetInnerHTML|\.innerHTML\s*=/],
    ['anything of Electron', /from 'electron'/],
    ['anything that stays', /localStorage\.setItem\([^)]*(pin|code|voter)|indexedDB|caches\.open/i],
  ])('hold no %s', (_what, pattern) => {
    expect(found(screens, pattern)).toEqual([]);
  });
});
