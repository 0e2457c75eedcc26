import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root, run } from './say.ts';

/** What a vitest run came to. */
export interface Suite {
  readonly passed: number;
  readonly failed: number;
  /** What failed: the file, the full name of the test and the first lines of its message. */
  readonly failures: readonly string[];
  /** Full names of the tests that did not run. */
  readonly skipped: readonly string[];
}

interface Report {
  readonly numPassedTests: number;
  readonly testResults: readonly TestFile[];
}

interface TestFile {
  readonly name: string;
  readonly status: string;
  readonly message?: string;
  readonly assertionResults: readonly {
    readonly fullName: string;
    readonly status: string;
    readonly failureMessages?: readonly string[] | null;
  }[];
}

/**
 * Runs one vitest configuration, passing its output on.
 * A run that ends without a report, or with an error outside the tests, counts as one failure.
 */
export async function runSuite(config: string): Promise<Suite> {
  const file = join(root, 'dist', `${config}.json`);
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code } = await run('vitest', ['run', '--config', config, ...reporters], { show: true });
  if (!existsSync(file)) return { passed: 0, failed: 1, failures: [`${config}: ended without a report`], skipped: [] };
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const failures = report.testResults.flatMap(failuresOf);
  if (failures.length === 0 && code !== 0) failures.push(`${config}: an error outside the tests`);
  const tests = report.testResults.flatMap((result) => result.assertionResults);
  return {
    passed: report.numPassedTests,
    failed: failures.length,
    failures,
    skipped: tests.filter(({ status }) => status !== 'passed' && status !== 'failed').map(({ fullName }) => fullName),
  };
}

/** What failed in one file; a file that fails as a whole has no failed test to name. */
function failuresOf(file: TestFile): readonly string[] {
  const name = relative(root, file.name);
  const failed = file.assertionResults.filter(({ status }) => status === 'failed');
  if (failed.length === 0) return file.status === 'failed' ? [`${name}\n${firstLines(file.message)}`] : [];
  return failed.map((test) => `${name} > ${test.fullName}\n${firstLines(test.failureMessages?.[0])}`);
}

function firstLines(message: string | undefined): string {
  return (message ?? '').split('\n', 12).join('\n');
}

/**
 * Skipped tests that nobody has given a reason for.
 * @param allowed contents of test/allowed-skips.json: full name of a test → reason
 */
export function unexplained(skipped: readonly string[], allowed: Readonly<Record<string, string>>): readonly string[] {
  return skipped.filter((name) => !/\S/.test(allowed[name] ?? ''));
}
