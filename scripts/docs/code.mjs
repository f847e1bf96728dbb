// Code blocks of the rule pages.

export function fence(language, text) {
  const ticks = '`'.repeat(Math.max(3, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length + 1)));
  return `${ticks}${language}\n${text.replace(/\n*$/, '\n')}${ticks}`;
}

/** An example whose «guillemets» have become lines of carets below what they mark. */
export function underline(marked) {
  const shown = [];
  let depth = 0;
  for (const line of marked.replace(/\n$/, '').split('\n')) {
    let text = '';
    let carets = '';
    // A mark that began on an earlier line was underlined there.
    const inherited = depth;
    for (const character of line) {
      if (character === '«') depth += 1;
      else if (character === '»') depth -= 1;
      else {
        text += character;
        carets += depth > inherited ? '^' : ' ';
      }
    }
    shown.push(text);
    if (carets.includes('^')) shown.push(commentOf(carets));
  }
  return `${shown.join('\n')}\n`;
}

/** The two slashes of the comment take the place of what would stand there. */
function commentOf(carets) {
  const rest = carets.slice(2).trimEnd();
  return `//${rest.includes('^') ? rest : '^'}`;
}

/** The lines of two texts: the common ones once, the others with a minus or a plus before them. */
export function diff(before, after) {
  const [a, b] = [before, after].map((text) => text.replace(/[«»]/g, '').replace(/\n$/, '').split('\n'));
  const common = commonLengths(a, b);
  const lines = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push(`  ${a[i]}`);
      i += 1;
      j += 1;
    } else if (j === b.length || (i < a.length && common[i + 1][j] >= common[i][j + 1]))
      lines.push(`- ${a[i++]}`);
    else lines.push(`+ ${b[j++]}`);
  }
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

/** How many lines the ends of two texts from each pair of lines on have in common. */
function commonLengths(a, b) {
  const lengths = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i][j] =
        a[i] === b[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  return lengths;
}
