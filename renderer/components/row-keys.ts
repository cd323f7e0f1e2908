/**
 * The row a key leads to, or null when the key is not one for walking. `index` is -1 while no row is chosen: Down then
 * leads to the first.
 */
export function nextRow(key: string, index: number, count: number, page: number): number | null {
  if (count === 0) return null;
  const clamp = (row: number): number => Math.min(count - 1, Math.max(0, row));
  switch (key) {
    case 'ArrowDown':
      return clamp(index + 1);
    case 'ArrowUp':
      return clamp(index - 1);
    case 'PageDown':
      return clamp(index + page);
    case 'PageUp':
      return clamp(index - page);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case 'Enter':
    case ' ':
      return clamp(index);
    default:
      return null;
  }
}
