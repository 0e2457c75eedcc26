/**
 * Imports go down only (design: core <- drivers <- main; renderer -> core and main/api). Held in CI;
 * test/house/layers.test.ts first sees each rule fail on a planted violation.
 */
import { readFileSync } from 'node:fs';

/** Tests and what they stand on: neither is shipped (tools/package.ts). */
const testFile = '\\.(test|fixture)\\.tsx?$';
const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

/** npm packages that do no I/O: pure mathematics, schemas, the statechart, inflating. */
const pureLibraryFiles = 'node_modules/((@noble|@hpke|zod|xstate|canonicalize|fflate)/|qrcode/lib/core/)';

/** What the verifier's own package.json names, and what its tests run in. */
const verifier = JSON.parse(readFileSync(new URL('./tools/verifier/package.json', import.meta.url), 'utf8'));
const verifierPackages = [
  verifier.dependencies,
  verifier.devDependencies,
  { vitest: '', 'fast-check': '', 'playwright-core': '' },
].flatMap(Object.keys);

export default {
  forbidden: [
    rule(
      'core-is-alone',
      'core imports nothing of the other floors',
      { path: '^core/', pathNot: testFile },
      {
        path: '^(drivers|main|renderer|test|tools|bench)/',
      },
    ),
    rule(
      'core-has-no-io',
      'core is pure: no built-ins of Node, so that it runs in the browser too',
      { path: '^core/', pathNot: testFile },
      {
        dependencyTypes: ['core'],
      },
    ),
    rule(
      'core-uses-pure-libraries',
      'core uses only libraries without I/O',
      { path: '^core/', pathNot: testFile },
      {
        path: 'node_modules/',
        pathNot: pureLibraryFiles,
      },
    ),
    rule(
      'drivers-know-core-only',
      'drivers speak bytes: they know no process and no screen',
      { path: '^drivers/', pathNot: testFile },
      {
        path: '^(main|renderer|test|tools|bench)/',
      },
    ),
    rule(
      'main-knows-no-screen',
      'the processes know no screen',
      { path: '^main/', pathNot: testFile },
      {
        path: '^(renderer|test|tools|bench)/',
      },
    ),
    rule(
      'screens-know-core-and-api',
      'screens know core and the contract',
      { path: '^renderer/', pathNot: testFile },
      {
        path: '^(drivers|main|test|tools|bench)/',
        pathNot: '^main/api/(?!server|tickets)',
      },
    ),
    rule(
      'screens-have-no-node',
      'screens run in a browser',
      { path: '^renderer/', pathNot: testFile },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'zones-are-apart',
      'identification, ballot and hub never import each other',
      { path: '^main/(identification|ballot|hub)/', pathNot: testFile },
      {
        path: '^main/(identification|ballot|hub)/',
        pathNot: '^main/$1/',
      },
    ),
    rule(
      'screens-of-ballots-apart',
      'what people choose is shown by the rooms of the ballot zone alone: no other room knows its contract',
      { path: '^renderer/', pathNot: [testFile, '^renderer/(box|ballot-desk)/'] },
      { path: ['^main/api/ballot(-views)?\\.ts$', '^renderer/(box|ballot-desk)/'] },
    ),
    rule(
      'screens-of-voters-apart',
      'who voted is shown by the rooms of the identification zone alone: no room of the ballot zone knows its contract',
      { path: '^renderer/(box|ballot-desk)/', pathNot: testFile },
      { path: '^(main/api/identification|renderer/(officer|voter|chair|technician|playground)/)' },
    ),
    rule(
      'simulators-are-for-practice',
      'a simulated device never reaches a zone',
      {
        path: '^(core|drivers|main|renderer)/',
        pathNot: [testFile, '^drivers/(simulator|testing)/', '^main/(cli|demo)/'],
      },
      { path: '^drivers/simulator/' },
    ),
    rule(
      'demo-is-for-practice',
      'the demo election never reaches a zone',
      {
        path: '^(core|drivers|main|renderer)/',
        pathNot: [testFile, '^main/(cli|demo)/'],
      },
      { path: '^main/demo/' },
    ),
    rule(
      'what-runs-is-shipped',
      'a package that runs in a zone is a dependency, not a devDependency: npm run package ships dependencies',
      { path: '^(core|drivers|main)/', pathNot: [testFile, '^main/shell/', '^drivers/testing/'] },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg'], dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'electron-in-the-shell-only',
      'only the shell knows Electron',
      { path: '^(core|drivers|main|renderer)/', pathNot: '^main/shell/' },
      {
        path: ['^electron$', 'node_modules/electron/'],
      },
    ),
    rule(
      'verifier-stands-alone',
      'what checks the kiosk shares nothing with it: its own folder, Node, and the packages of its own package.json',
      { path: '^tools/verifier/' },
      {
        path: '.',
        pathNot: ['^tools/verifier/', `(^|/)node_modules/(${verifierPackages.join('|')})/`],
        dependencyTypesNot: ['core'],
      },
    ),
    rule(
      'verifier-is-started',
      'the verifier is a program of its own: who imported it could also answer for it',
      { path: '^(core|drivers|main|renderer)/' },
      { path: '^tools/verifier/' },
    ),
    rule('no-circles', 'a circle has no floor, and nowhere to begin reading: types count too', {}, { circular: true }),
    rule(
      'everything-resolves',
      'an import that is not found is not checked either',
      { pathNot: testFile },
      { couldNotResolve: true },
    ),
  ],
  options: {
    // TypeScript 7 has no JavaScript interface; swc reads the sources instead.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
