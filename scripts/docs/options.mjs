// The table of the options of `sessionlint check`.

export function optionTable({ CHECK_OPTIONS, spelling }) {
  const rows = CHECK_OPTIONS.map((option) => {
    const written = spelling(option).replaceAll('|', '\\|');
    return `| \`${written}\` | ${option.help} |`;
  });
  return ['| Option | What it does |', '| --- | --- |', ...rows].join('\n');
}
