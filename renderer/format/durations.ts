const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** `120 ms`, `4.2 s`, `3 min 05 s`, `2 h 07 min`: two units at most, so that it does not jump in width by much. */
export function formatDuration(ms: number | null): string {
  if (ms === null) return '–';
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < MINUTE) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  if (ms < HOUR) {
    const seconds = Math.floor(ms / SECOND);
    return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
  }
  const minutes = Math.floor(ms / MINUTE);
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** A running clock: `0:07`, `12:41`, `1:02:09`. */
export function formatClock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND));
  const rest = `${String(Math.floor(seconds / 60) % 60).padStart(seconds >= 3600 ? 2 : 1, '0')}:${String(seconds % 60).padStart(2, '0')}`;
  return seconds >= 3600 ? `${Math.floor(seconds / 3600)}:${rest}` : rest;
}

/**
 * Time left, no more exact than it is known: to 5 s below a minute, to 10 s below five, to the minute above. Null is
 * said as such instead of inventing a figure.
 */
export function formatRemaining(ms: number | null): string {
  if (ms === null) return 'estimating…';
  if (ms < 3 * SECOND) return 'a few seconds left';
  // Rounded before it is put into units, so that no minute has sixty seconds and no hour sixty minutes.
  const to = (unit: number): number => Math.ceil(ms / unit) * unit;
  if (to(5 * SECOND) < MINUTE) return `about ${to(5 * SECOND) / SECOND} s left`;
  if (to(10 * SECOND) < 5 * MINUTE) {
    const seconds = Math.max(60, to(10 * SECOND) / SECOND);
    const rest = seconds % 60;
    if (seconds === 60) return 'about a minute left';
    return `about ${Math.floor(seconds / 60)} min${rest ? ` ${rest} s` : ''} left`;
  }
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 60) return `about ${minutes} min left`;
  return `about ${Math.floor(minutes / 60)} h${minutes % 60 ? ` ${minutes % 60} min` : ''} left`;
}
