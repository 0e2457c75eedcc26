import { family } from './problem.ts';

/**
 * What stops a command in a terminal, or a process at its start. `file` is a path that a person named, `line` the place
 * in a file, counted from 1; never what stood there.
 */
export const command = family({
  'command.file-missing': { severity: 'blocking', params: ['file'] },
  'command.file-not-allowed': { severity: 'blocking', params: ['file'] },
  'command.file-wrong-kind': { severity: 'blocking', params: ['file'] },
  'command.file-exists': { severity: 'blocking', params: ['file'] },
  'command.medium-read-only': { severity: 'blocking', params: ['file'] },
  'command.not-json': { severity: 'blocking', params: ['file'] },
  'command.field': { severity: 'blocking', params: ['file', 'field'] },
  'command.kiosk-file': { severity: 'blocking', params: ['file', 'field'] },
  'command.pin': { severity: 'blocking', params: ['line'] },
  'command.precinct': { severity: 'blocking', params: ['precinct'] },
  'command.precinct-of-line': { severity: 'blocking', params: ['line', 'precinct'] },
  'command.no-device': { severity: 'blocking', params: ['station'] },
  'command.no-index': { severity: 'blocking', params: ['file'] },
  'command.words': { severity: 'blocking' },
  'command.unknown-problem': { severity: 'notice', params: ['code'] },
  /** A bug: what nobody expected. */
  'command.fault': { severity: 'blocking' },
});
