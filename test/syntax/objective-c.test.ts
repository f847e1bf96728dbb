import { describe, expect, it } from 'vitest';
import { messagesIn } from '../../server/syntax/objective-c/messages.js';
import { methodsIn } from '../../server/syntax/objective-c/methods.js';
import { tokensOf } from '../../server/syntax/objective-c/tokens.js';

function methods(text: string): readonly string[] {
  return methodsIn(tokensOf(text)).map(
    ({ type, isStatic, parts, exportedAs }) =>
      `${isStatic ? '+' : '-'}${type ?? ''} ${parts.map(({ label, parameter }) => (parameter === undefined ? label : `${label}:${parameter}`)).join(' ')}${exportedAs === undefined ? '' : ` = ${exportedAs}`}`,
  );
}

/** The messages of a method with such a body: selector, and the place it stands at. */
function messages(body: string): readonly string[] {
  const text = `@implementation A\n- (void)run {${body}}\n@end`;
  const tokens = tokensOf(text);
  const [method] = methodsIn(tokens);
  if (!method) throw new Error('There is no method.');
  return messagesIn(tokens, method.body).map(({ parts, start, end }) => {
    const name = parts.map(({ label, argument }) => (argument ? `${label}:` : label)).join('');
    expect(text.slice(start, end)).toBe(parts[0]?.label);
    return name;
  });
}

describe('Objective-C', () => {
  it('is read without comments, and texts are no code', () => {
    const { all } = tokensOf('a /* [b c] " */ @"x // y \\" z" // @"d"\n\'"\' e');
    expect(all.map(({ text }) => text)).toEqual(['a', 'x // y \\" z', "'\"'", 'e']);
  });

  it('tells the preprocessor’s texts, over several lines', () => {
    const { all, defined } = tokensOf(
      '#define A @"a"\n#define B(x) \\\n  @"b"\n#define C (@"c")\n#if DEBUG\nd',
    );
    expect(defined).toEqual([
      { name: 'A', text: 'a' },
      { name: 'C', text: 'c' },
    ]);
    expect(all.map(({ text }) => text)).toEqual(['d']);
  });

  it('has methods, functions and what React Native exports', () => {
    const text = `
@interface Keeper : NSObject { int count; }
- (void)declaredOnly;
@end
static void wipe(NSString *key, int how) { if (key) { clear(key); } }
void nothing(void) {}
@implementation Keeper (More)
- (instancetype)init { return [super init]; }
+ (BOOL)save:(NSString *)token forKey:(nullable NSString *)key error:(NSError **)error
{
  return YES;
}
RCT_EXPORT_MODULE(KeeperModule)
RCT_EXPORT_METHOD(clear:(NSString *)key resolver:(RCTPromiseResolveBlock)resolve) { wipe(key, 0); }
RCT_REMAP_METHOD(forget, forgetWithResolver:(RCTPromiseResolveBlock)resolve) { }
@end`;
    expect(methods(text)).toEqual([
      '+ wipe:key _:how',
      '+ nothing',
      '-Keeper init',
      '+Keeper save:token forKey:key error:error',
      '-Keeper clear:key resolver:resolve = clear',
      '-Keeper forgetWithResolver:resolve = forget',
    ]);
  });

  it.each([
    ['[self run];', ['run']],
    ['[[A shared] remove:x forKey:y];', ['remove:forKey:', 'shared']],
    ['[(id)self.store remove:a ? b : c];', ['remove:']],
    ['x = items[[self count]]; y = a[i];', ['count']],
    ['[self each:^(id one) { [one clear]; }];', ['each:', 'clear']],
    ['NSArray *a = @[[b c], d]; e(f, g(h));', ['c', 'e:_:', 'g:']],
    ['if (!self.a) return [b c:@{ @"k": d }];', ['c:']],
    ['A.shared.b = c; d->e = f();', ['f']],
  ])('sends messages: %s', (body, expected) => {
    expect(messages(body)).toEqual(expected);
  });

  it.each(['[[[[', '@implementation A\n- (void)b { [c d', '- (', '@"', '/*', '#define', ']})', '[a b:'])(
    'is read when it is broken: %s',
    (text) => {
      expect(() => methods(`@implementation A\n${text}`)).not.toThrow();
    },
  );

  it('is read in a time that grows with its length alone', () => {
    const deep = `@implementation A\n- (void)b { ${'['.repeat(200_000)}a${' b]'.repeat(200_000)}; }`;
    const tokens = tokensOf(deep);
    const [method] = methodsIn(tokens);
    expect(messagesIn(tokens, method?.body ?? { from: 0, to: 0 })).toHaveLength(200_000);
  });
});
