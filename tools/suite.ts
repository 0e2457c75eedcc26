import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './say.ts';

/** What a vitest run came to. */
export interface Suite {
  readonly passed: number;
  readonly failed: number;
  /** Full names of the tests that did not run. */
  readonly skipped: readonly string[];
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly success: boolean;
  readonly testResults: readonly { readonly assertionResults: readonly { fullName: string; status: string }[] }[];
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
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: [] };
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const failed = Math.max(report.numFailedTests, report.numFailedTestSuites, code === 0 ? 0 : 1);
  const tests = report.testResults.flatMap((result) => result.assertionResults);
  return {
    passed: report.numPassedTests,
    failed,
    skipped: tests.filter(({ status }) => status !== 'passed' && status !== 'failed').map(({ fullName }) => fullName),
  };
}

/**
 * Skipped tests that nobody has given a reason for.
 * @param allowed contents of test/allowed-skips.json: full name of a test → reason
 */
export function unexplained(skipped: readonly string[], allowed: Readonly<Record<string, string>>): readonly string[] {
  return skipped.filter((name) => !/\S/.test(allowed[name] ?? ''));
}
