const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

interface Scaled {
  readonly value: number;
  /** Of `BYTE_UNITS`. */
  readonly unit: number;
}

function scaled(bytes: number): Scaled {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return { value, unit };
}

function text({ value, unit }: Scaled, more: number): string {
  const digits = unit === 0 ? 0 : (value >= 100 ? 0 : value >= 10 ? 1 : 2) + more;
  return `${value.toFixed(digits)} ${BYTE_UNITS[unit] ?? 'B'}`;
}

/** Decimal units with three significant digits, or an en dash where the engine does not bill. */
export function formatBytes(bytes: number | null): string {
  return bytes === null ? '–' : text(scaled(bytes), 0);
}

/** Two different amounts, with as many more digits as it takes to see which is more: `5.00003 GB`, `5.00000 GB`. */
export function formatBytesApart(one: number, other: number): readonly [string, string] {
  const [a, b] = [scaled(one), scaled(other)];
  // A quadrillion bytes have sixteen digits.
  const more = Array.from({ length: 16 }, (_, at) => at).find((at) => text(a, at) !== text(b, at)) ?? 0;
  return [text(a, more), text(b, more)];
}
