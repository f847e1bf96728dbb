import type { Severity } from '../finding.js';
import { Lines } from '../lines.js';
import { visible } from './layout.js';
import type { FileReport, Reporter, Summary } from './report.js';

const WORDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'note' };

/**
 * Prints lines that Xcode shows beside the code when a build phase prints them; it wants absolute paths. Source: Apple,
 * "Running custom scripts during a build", on what a script prints.
 */
export class XcodeReporter implements Reporter {
  file({ file, text, findings }: FileReport): string {
    const lines = new Lines(text);
    return findings
      .map(({ rule, severity, message, span }) => {
        const { line, character } = lines.positionAt(span.start);
        const place = `${visible(file)}:${line + 1}:${character + 1}`;
        return `${place}: ${WORDS[severity]}: ${visible(message)} [${rule}]\n`;
      })
      .join('');
  }

  end({ errors }: Summary): string {
    return errors.map(({ path, message }) => `error: ${visible(path)}: ${visible(message)}\n`).join('');
  }
}
