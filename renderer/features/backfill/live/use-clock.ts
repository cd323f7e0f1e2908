import { useEffect, useState } from 'react';

/** Milliseconds since `heardAt`, moving once a second while `running`; 0 when it stands. */
export function useSince(heardAt: number, running: boolean): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(() => {
      setNow(performance.now());
    }, 1000);
    return () => {
      clearInterval(timer);
    };
  }, [running]);
  return running ? Math.max(0, now - heardAt) : 0;
}
