import { runCommand } from './commands.ts';
import { EXIT, sayProblem } from './io.ts';

const out = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

try {
  process.exitCode = await runCommand(process.argv.slice(2), { out, complain, terminal: process.stdout.isTTY });
} catch (error) {
  // Expected troubles are answers of the commands: what comes up to here is a bug.
  complain(sayProblem({ code: 'command.fault' }));
  complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = EXIT.refused;
}
