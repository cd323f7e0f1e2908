import type { ReactNode } from 'react';
import { useConsole } from '../store/context.js';

/** Says what the services thought worth telling (a run ended, paused, needs attention), and nothing in between. */
export function LiveRegion(): ReactNode {
  const notice = useConsole((state) => state.notice);
  return (
    <div className="sr-only" role="status" aria-live="polite" aria-atomic="true">
      {notice ? `${notice.title}. ${notice.body}` : ''}
    </div>
  );
}
