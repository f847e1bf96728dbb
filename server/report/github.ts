import type { Finding, Severity } from '../finding.js';
import { Lines } from '../lines.js';
import { visible } from './layout.js';
import type { FileReport, Reporter, Summary } from './report.js';

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
};

/**
 * Prints annotations for GitHub Actions. Source: GitHub, "Workflow commands for GitHub Actions", and the escaping
 * of `@actions/core`'s command.ts.
 */
export class GitHubReporter implements Reporter {
  file({ path, text, findings }: FileReport): string {
    const lines = new Lines(text);
    return findings.map((finding) => annotation(finding, path, lines)).join('');
  }

  end({ errors }: Summary): string {
    return errors
      .map(({ path, message }) => `::error file=${property(path)}::${data(`${path}: ${message}`)}\n`)
      .join('');
  }
}

function annotation({ rule, severity, message, span }: Finding, path: string, lines: Lines): string {
  const start = lines.positionAt(span.start);
  const end = lines.positionAt(span.end);
  const places = {
    file: path,
    line: start.line + 1,
    endLine: end.line + 1,
    // Columns of a place of several lines would mark nothing.
    ...(start.line === end.line && { col: start.character + 1, endColumn: end.character + 1 }),
    title: rule,
  };
  const properties = Object.entries(places).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${COMMANDS[severity]} ${properties.join(',')}::${data(message)}\n`;
}

function data(text: string): string {
  const lines = text
    .split(/(\r|\n)/)
    .map((piece) => (piece === '\r' || piece === '\n' ? piece : visible(piece)));
  return lines.join('').replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
