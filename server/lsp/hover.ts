import { type Hover, MarkupKind, type Position } from 'vscode-languageserver';
import { hoverAt, type HoverText } from '../assist/hover.js';
import { entryOfFinding } from '../guide/evidence.js';
import { headingOf } from '../knowledge/guide/index.js';
import { GUIDE_COMMAND } from './guide.js';
import { speaking } from '../knowledge/vocabulary.js';
import { rangeOf } from './positions.js';
import type { Analysed } from './session.js';

/** @param links whether the client runs commands from links: the guide is offered for what is found here then */
export function hoverOf(analysed: Analysed, position: Position, links: boolean): Hover | null {
  const { document, analysis, policy } = analysed;
  const offset = document.offsetAt(position);
  const text = speaking(policy.names, () => hoverAt(analysis.facts, offset, policy));
  const guide = links ? guideAt(analysed, offset) : undefined;
  const parts = [text, guide].filter((part) => part !== undefined);
  const [first] = parts;
  if (!first) return null;
  return {
    range: rangeOf(document, first.span),
    contents: { kind: MarkupKind.Markdown, value: parts.map(({ markdown }) => markdown).join('\n\n') },
  };
}

/** Links to what decides about the findings at a place. */
function guideAt({ analysis, program }: Analysed, offset: number): HoverText | undefined {
  const findings = analysis.findings.filter(({ span }) => span.start <= offset && offset <= span.end);
  const entries = findings.flatMap((finding) => entryOfFinding(finding, analysis.facts, program) ?? []);
  const [finding] = findings;
  if (!finding || entries.length === 0) return undefined;
  const links = [...new Set(entries)].map((entry) => {
    const argument = encodeURIComponent(JSON.stringify([entry.id]));
    return `[Open in the guide: ${headingOf(entry)}](command:${GUIDE_COMMAND}?${argument})`;
  });
  return { span: finding.span, markdown: links.join('\n\n') };
}
