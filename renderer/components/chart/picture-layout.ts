/** Text in lines no wider than `width` by the measure given; a word wider than that stands alone. */
export function wrapped(text: string, width: number, measure: (text: string) => number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && measure(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}

/** Where each label of the legend stands: rows of labels that fit side by side, each with its left edge. */
export function legendRows(
  widths: readonly number[],
  room: number,
  gap: number,
): readonly { readonly row: number; readonly left: number }[] {
  let row = 0;
  let left = 0;
  return widths.map((width) => {
    if (left > 0 && left + width > room) {
      row += 1;
      left = 0;
    }
    const place = { row, left };
    left += width + gap;
    return place;
  });
}
