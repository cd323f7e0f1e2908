import { readFileSync } from 'node:fs';

/** Clock ticks a second as Linux reports process times; 100 on every platform Node supports. */
const TICKS = 100;

/**
 * When a process started, in milliseconds since the epoch, as told by the kernel; null where it cannot be told. Two
 * processes with one number that started at different times are different processes.
 */
export function processStartedAt(pid: number): number | null {
  if (pid === process.pid) return Math.round(Date.now() - process.uptime() * 1000);
  if (process.platform !== 'linux') return null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in parentheses and may contain spaces; field 22 is counted from behind it.
    const ticks = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
    const boot = Number(/^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1]);
    return Number.isFinite(ticks) && Number.isFinite(boot) ? boot * 1000 + (ticks / TICKS) * 1000 : null;
  } catch {
    return null;
  }
}

/** Whether a process by this number runs, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}
