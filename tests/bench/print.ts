export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** One figure with its aim beside it. */
export function line(name: string, value: string, aim = ''): void {
  process.stdout.write(`${name.padEnd(46)} ${value.padStart(16)}  ${aim}\n`);
}

export const ms = (value: number): string => `${value.toFixed(0)} ms`;
export const times = (value: number): string => `${value.toFixed(2)} x`;
