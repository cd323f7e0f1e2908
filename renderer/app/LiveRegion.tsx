import { useEffect, useState, type ReactNode } from 'react';
import { isActive } from '../store/run-mirror.js';
import { useConsole } from '../store/context.js';
import { valueOf } from '../store/resource.js';
import { noticeWords, progressWords, waitToSay, type Said } from './announce.js';

/**
 * Says what the services thought worth telling (a run ended, paused, needs attention) and each quarter of a run at work,
 * at most one thing in ten seconds and nothing in between.
 */
export function LiveRegion(): ReactNode {
  const notice = useConsole((state) => noticeWords(state.notice));
  const progress = useConsole((state) =>
    progressWords((valueOf(state.runs) ?? []).find((run) => isActive(run.state)) ?? null),
  );
  const [said, setSaid] = useState<Said | null>(null);
  const [told, setTold] = useState({ notice, progress });
  const [next, setNext] = useState('');
  if (told.notice !== notice || told.progress !== progress) {
    setTold({ notice, progress });
    // The end of a run is worth more than how far it had come.
    setNext(told.notice === notice ? progress || next : notice);
  }
  useEffect(() => {
    const wait = waitToSay(said, next, performance.now());
    if (wait === null) return undefined;
    const timer = setTimeout(() => {
      setSaid({ text: next, at: performance.now() });
    }, wait);
    return () => {
      clearTimeout(timer);
    };
  }, [said, next]);
  return (
    <div className="sr-only" role="status" aria-live="polite" aria-atomic="true">
      {said?.text ?? ''}
    </div>
  );
}
