import type { ReportingConfiguration, ReportingDescriptor } from 'sarif';
import type { Severity } from '../finding.js';
import type { Rule } from '../rules/rule.js';

const LEVELS: Readonly<Record<Severity, ReportingConfiguration.level>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
};

/** GitHub sorts security alerts by a CVSS-like number; these fall into its high, medium and low. */
const SECURITY_SEVERITIES: Readonly<Record<Severity, string>> = {
  error: '7.5',
  warning: '5.0',
  information: '2.0',
};

export function levelOf(severity: Severity): ReportingConfiguration.level {
  return LEVELS[severity];
}

/** What a SARIF log says of the rules. */
export class SarifRules {
  readonly all: ReportingDescriptor[];
  private readonly indices: ReadonlyMap<string, number>;

  constructor(rules: readonly Rule[]) {
    this.all = rules.map(descriptorOf);
    this.indices = new Map(rules.map(({ id }, index) => [id, index]));
  }

  /** @throws when there is no such rule. */
  indexOf(id: string): number {
    const index = this.indices.get(id);
    if (index === undefined) throw new Error(`There is no rule ${id}.`);
    return index;
  }
}

function descriptorOf(rule: Rule): ReportingDescriptor {
  const [reference] = rule.references;
  const why = plain(rule.why);
  const remedy = plain(rule.remedy);
  return {
    id: rule.id,
    name: nameOf(rule.id),
    shortDescription: { text: rule.title },
    fullDescription: { text: firstParagraph(why) },
    ...(reference && { helpUri: reference.url }),
    help: { text: `${why}\n\n${remedy}`, markdown: markdownOf(rule, why, remedy) },
    defaultConfiguration: { level: levelOf(rule.severity) },
    properties: {
      tags: tagsOf(rule),
      precision: 'high',
      'security-severity': SECURITY_SEVERITIES[rule.severity],
    },
  };
}

/** `keychain/always-accessible` → `KeychainAlwaysAccessible`. */
function nameOf(id: string): string {
  return id.replaceAll(/(?:^|[/-])(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function plain(markdown: string): string {
  return markdown
    .trim()
    .split('\n')
    .map((line) => line.trim())
    .join('\n');
}

function firstParagraph(text: string): string {
  return (text.split('\n\n')[0] ?? text).replaceAll('\n', ' ');
}

function markdownOf({ title, references }: Rule, why: string, remedy: string): string {
  const links = references.map((each) => `- [${each.title}](${each.url})`).join('\n');
  return [`# ${title}`, why, '## What to do', remedy, '## References', links].join('\n\n');
}

/** The weaknesses and requirements that a rule's references name, as code scanning services spell them. */
function tagsOf({ id, references }: Rule): string[] {
  const named = references.flatMap(({ title }) => [
    ...Array.from(title.matchAll(/\bCWE-(\d+)\b/g), ([, number]) => `external/cwe/cwe-${number}`),
    ...Array.from(title.matchAll(/\bMAS(?:VS|WE|TG)-[A-Z\d]+(?:-\d+)?\b/g), ([requirement]) => requirement),
  ]);
  return ['security', id.split('/')[0] ?? id, ...new Set(named)];
}
