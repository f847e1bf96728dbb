import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  ArtifactLocation,
  Fix as SarifFix,
  Location,
  Log,
  Region,
  Result,
  Suppression as SarifSuppression,
} from 'sarif';
import { safeFix } from '../combine.js';
import type { Finding, Fix } from '../finding.js';
import { Lines } from '../lines.js';
import type { Rule } from '../rules/rule.js';
import { slice, type Span } from '../span.js';
import { fingerprintOf, Occurrences } from './fingerprint.js';
import { redact } from './redact.js';
import type { FileReport, HiddenFinding, Reporter, Summary } from './report.js';
import { levelOf, SarifRules } from './sarif-rules.js';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** Prints one SARIF 2.1.0 log, at the end. Hidden findings are in it, with the reason for which they are hidden. */
export class SarifReporter implements Reporter {
  private readonly results: Result[] = [];
  private readonly rules: SarifRules;

  constructor(
    rules: readonly Rule[],
    private readonly version: string,
  ) {
    this.rules = new SarifRules(rules);
  }

  file(report: FileReport): string {
    const file = new SarifFile(report, this.rules);
    const shown = report.findings.map((finding) => ({ finding, hidden: undefined }));
    const hidden = report.hidden.map((each) => ({ finding: each.finding, hidden: each }));
    const inOrder = [...shown, ...hidden].toSorted((a, b) => a.finding.span.start - b.finding.span.start);
    this.results.push(...inOrder.map(({ finding, hidden: why }) => file.result(finding, why)));
    return '';
  }

  end({ errors }: Summary): string {
    const log: Log = {
      $schema: SCHEMA,
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'SessionLint', semanticVersion: this.version, rules: this.rules.all } },
          columnKind: 'utf16CodeUnits',
          invocations: [
            {
              executionSuccessful: errors.length === 0,
              toolExecutionNotifications: errors.map(({ path, message }) => ({
                level: 'error' as const,
                message: { text: message },
                locations: [{ physicalLocation: { artifactLocation: artifact(path) } }],
              })),
            },
          ],
          results: this.results,
        },
      ],
    };
    return `${JSON.stringify(log, null, 2)}\n`;
  }
}

/** The results of one file. */
class SarifFile {
  private readonly lines: Lines;
  private readonly occurrences = new Occurrences();

  constructor(
    private readonly report: FileReport,
    private readonly rules: SarifRules,
  ) {
    this.lines = new Lines(report.text);
  }

  result(finding: Finding, hidden: HiddenFinding | undefined): Result {
    const { path, text } = this.report;
    const fingerprint = fingerprintOf(finding, text, this.lines);
    const identity = `${fingerprint}:${this.occurrences.next(fingerprint)}`;
    const fixes = inOrderOfUse(finding).flatMap((fix) => this.fix(fix) ?? []);
    const related = finding.related.flatMap((each) => this.relatedLocation(each) ?? []);
    return {
      ruleId: finding.rule,
      ruleIndex: this.rules.indexOf(finding.rule),
      level: levelOf(finding.severity),
      message: { text: finding.message },
      locations: [
        {
          physicalLocation: {
            artifactLocation: artifact(path),
            region: placeOf(finding.span, this.lines),
            contextRegion: lineOf(finding.span, text, this.lines),
          },
        },
      ],
      // GitHub compares runs by the first of them alone.
      partialFingerprints: { primaryLocationLineHash: identity, 'sessionlint/v1': identity },
      ...(related.length > 0 && { relatedLocations: related }),
      ...(fixes.length > 0 && { fixes }),
      // Present in every result as soon as it is in one, as the standard has it (3.27.23).
      suppressions: hidden ? [suppressionOf(hidden)] : [],
    };
  }

  private relatedLocation({ path, span, message }: Finding['related'][number]): Location | undefined {
    const file = path === undefined ? this.report : this.report.other(path);
    return (
      file && {
        physicalLocation: {
          artifactLocation: artifact(file.path),
          region: placeOf(span, file === this.report ? this.lines : new Lines(file.text)),
        },
        message: { text: message },
      }
    );
  }

  /** None for a draft, and none that would carry a secret out of the file. */
  private fix({ title, edits, isDraft }: Fix): SarifFix | undefined {
    const carriesSecret = edits.some(({ newText }) => newText.split(/\r\n|\r|\n/).some(holdsSecret));
    if (isDraft || carriesSecret || edits.length === 0) return undefined;
    const replacements = edits.map(({ span, newText }) => ({
      deletedRegion: placeOf(span, this.lines),
      insertedContent: { text: newText },
    }));
    return {
      description: { text: title },
      artifactChanges: [{ artifactLocation: artifact(this.report.path), replacements }],
    };
  }
}

/** The one that a person would take first stands first: programs that show one fix show that. */
function inOrderOfUse(finding: Finding): readonly Fix[] {
  const first = finding.fixes.find((fix) => fix.preferred) ?? safeFix(finding);
  return first ? [first, ...finding.fixes.filter((fix) => fix !== first)] : finding.fixes;
}

function holdsSecret(line: string): boolean {
  return redact(line) !== line;
}

function suppressionOf({ by, reason }: HiddenFinding): SarifSuppression {
  return {
    kind: by === 'comment' ? 'inSource' : 'external',
    ...(reason !== undefined && { justification: redact(`// ${reason}`).slice('// '.length) }),
  };
}

function placeOf({ start, end }: Span, lines: Lines): Region {
  const from = lines.positionAt(start);
  const to = lines.positionAt(end);
  return {
    startLine: from.line + 1,
    startColumn: from.character + 1,
    endLine: to.line + 1,
    endColumn: to.character + 1,
  };
}

/** The line on which a place begins, with its secrets masked. */
function lineOf({ start }: Span, text: string, lines: Lines): Region {
  const line = lines.lineAt(start);
  return { startLine: line + 1, snippet: { text: redact(slice(text, lines.spanOf(line))) } };
}

/** A path below the working directory stays relative, so that it means the same on every machine. */
function artifact(path: string): ArtifactLocation {
  if (isAbsolute(path)) return { uri: pathToFileURL(path).href };
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}
