import type { Colors } from 'picocolors/types.js';
import type { Finding, Severity } from '../finding.js';
import { Lines } from '../lines.js';
import { codeFrame } from './frame.js';
import { visible } from './layout.js';
import type { FileReport, Reporter, Summary } from './report.js';
import { SEVERITIES } from './severities.js';

/** Prints findings for people: the place, what is wrong, the line with the fault underlined, and a summary. */
export class PrettyReporter implements Reporter {
  private readonly counts: Record<Severity, number> = { error: 0, warning: 0, information: 0 };

  constructor(
    private readonly colors: Colors,
    private readonly quiet = false,
  ) {}

  file({ path, text, findings }: FileReport): string {
    const lines = new Lines(text);
    for (const { severity } of findings) this.counts[severity] += 1;
    return findings
      .map(
        (finding) =>
          `${this.heading(path, finding, lines)}\n${codeFrame(text, lines, finding.span, this.colors)}\n\n`,
      )
      .join('');
  }

  end({ files, errors, inBaseline = 0 }: Summary): string {
    if (this.quiet) return '';
    const total = SEVERITIES.reduce((sum, severity) => sum + this.counts[severity], 0);
    const scanned = `${count(files, 'file')} checked`;
    const missed = errors.length > 0 ? `, ${count(errors.length, 'path')} not read` : '';
    const hidden = inBaseline > 0 ? `, ${inBaseline} in the baseline` : '';
    if (total === 0) return `No findings; ${scanned}${missed}${hidden}.\n`;
    const parts = SEVERITIES.filter((severity) => this.counts[severity] > 0).map((severity) =>
      severity === 'information'
        ? `${this.counts[severity]} information`
        : count(this.counts[severity], severity),
    );
    return `${this.colors.bold(count(total, 'finding'))} (${parts.join(', ')}); ${scanned}${missed}${hidden}.\n`;
  }

  private heading(path: string, { span, severity, message, rule }: Finding, lines: Lines): string {
    const { line, character } = lines.positionAt(span.start);
    const { bold, cyan, dim, red, yellow } = this.colors;
    const paint = { error: red, warning: yellow, information: cyan }[severity];
    const place = bold(`${visible(path)}:${line + 1}:${character + 1}`);
    return `${place} ${paint(severity)} ${visible(message)} ${dim(rule)}`;
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
