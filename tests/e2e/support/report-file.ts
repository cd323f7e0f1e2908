/** Texts of an element's cells, the small print of each left out. */
function cellsOf(row: string): readonly string[] {
  return [...row.matchAll(/<td[^>]*>([\s\S]*?)<\/td>/g)].map(([, inner = '']) =>
    inner
      .replaceAll(/<small>[\s\S]*?<\/small>/g, '')
      .replaceAll(/<[^>]+>/g, '')
      .replaceAll('&nbsp;', ' ')
      .replaceAll(/[\s\u00a0\u202f]+/g, ' ')
      .trim(),
  );
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Jan 2026` of `2026-01`, as the screens call it. */
function named(month: string): string {
  const [year = '', number = ''] = month.split('-');
  return `${MONTHS[Number(number) - 1] ?? '?'} ${year}`;
}

/** Month, rows, share and match rate of each month of a coverage report's page. */
export function monthsOfReport(html: string): readonly (readonly string[])[] {
  const [, months = ''] = /<h2>By month<\/h2>([\s\S]*?)<\/table>/.exec(html) ?? [];
  return [...months.matchAll(/<tr[^>]*>([\s\S]*?)<\/tr>/g)]
    .map(([, row = '']) => cellsOf(row))
    .filter(([month]) => /^\d{4}-\d{2}$/.test(month ?? ''))
    .map(([month = '', , rows = '', share = '', match = '']) => [named(month), rows, share, match]);
}
