import {
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type CompletionList,
  MarkupKind,
  type Position,
  type Range,
  type TextEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type LevelChoice, levelChoices } from '../assist/completion.js';
import { speaking } from '../knowledge/vocabulary.js';
import { languageOf } from '../language.js';
import type { Policy } from '../policy/policy.js';
import { rangeOf } from './positions.js';

/** What is typed right before a level. */
export const COMPLETION_TRIGGERS: readonly string[] = ['.', '(', ':', ',', ' '];

export function completionItems(
  document: TextDocument,
  position: Position,
  policy: Policy,
): CompletionList | null {
  const offset = document.offsetAt(position);
  const found = speaking(policy.names, () =>
    levelChoices(document.getText(), offset, policy, languageOf(document.uri)),
  );
  if (!found) return null;
  const range = rangeOf(document, found.span);
  const items = found.choices.map((choice, rank) => ({
    ...itemOf(choice, rank, range),
    ...(choice.importEdit && { additionalTextEdits: [textEditOf(document, choice.importEdit)] }),
  }));
  return { isIncomplete: false, items };
}

function itemOf(choice: LevelChoice, rank: number, range: Range): CompletionItem {
  const { newText, detail, markdown, recommended, deprecated } = choice;
  return {
    label: newText,
    kind: newText.startsWith('kSec') ? CompletionItemKind.Constant : CompletionItemKind.EnumMember,
    detail,
    documentation: { kind: MarkupKind.Markdown, value: markdown },
    // The exclamation mark puts them before what other servers offer, the number in their own order.
    sortText: `!${rank}`,
    // Typing a dot asks anew; until then the name alone is typed.
    filterText: newText.replace(/^\./, ''),
    textEdit: { range, newText },
    ...(recommended && { preselect: true }),
    ...(deprecated && { tags: [CompletionItemTag.Deprecated] }),
  };
}

function textEditOf(
  document: TextDocument,
  { span, newText }: NonNullable<LevelChoice['importEdit']>,
): TextEdit {
  return { range: rangeOf(document, span), newText };
}
