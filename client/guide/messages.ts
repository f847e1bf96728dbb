import * as v from 'valibot';

/** An id as the guide, the rules and the snippets have them; nothing in it could mean anything to a path or a link. */
const Id = v.pipe(v.string(), v.regex(/^[a-z0-9]+(?:[-/][a-z0-9]+)*$/), v.maxLength(80));

const Message = v.variant('type', [
  v.strictObject({ type: v.literal('ready') }),
  v.strictObject({ type: v.literal('insert'), snippet: Id }),
  v.strictObject({ type: v.literal('copySnippet'), snippet: Id }),
  v.strictObject({ type: v.literal('copy'), text: v.pipe(v.string(), v.maxLength(4000)) }),
  v.strictObject({ type: v.literal('show'), entry: Id }),
  v.strictObject({
    type: v.literal('use'),
    entry: Id,
    option: v.optional(v.pipe(v.string(), v.maxLength(80))),
  }),
  v.strictObject({ type: v.literal('rule'), rule: Id }),
  v.strictObject({ type: v.literal('openPolicy') }),
  v.strictObject({ type: v.literal('restart') }),
  v.strictObject({ type: v.literal('openFolder') }),
]);

/** From the page to the extension. */
export type FromPage = v.InferOutput<typeof Message>;

/** What a page sent, when it is a message that the page has reason to send. */
export function messageFrom(data: unknown): FromPage | undefined {
  const parsed = v.safeParse(Message, data);
  return parsed.success ? parsed.output : undefined;
}
