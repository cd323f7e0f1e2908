import { useEffect, useState, type RefObject } from 'react';

/** From the top of what scrolls: a heading that is this near is the one being read. */
const HEAD_PX = 24;

/**
 * The id of the last of the headings above the reader's eyes while a text is scrolled; null above the first. `ids` in the
 * order of the text.
 */
export function useSectionInSight(text: RefObject<HTMLElement | null>, ids: readonly string[]): string | null {
  const [seen, setSeen] = useState<string | null>(null);
  useEffect(() => {
    const scrolled = text.current;
    if (scrolled === null) return;
    let frame: number | null = null;
    const look = (): void => {
      frame = null;
      const edge = scrolled.getBoundingClientRect().top + HEAD_PX;
      const above = ids.findLast((id) => {
        const heading = scrolled.querySelector(`#${CSS.escape(id)}`);
        return heading !== null && heading.getBoundingClientRect().top <= edge;
      });
      setSeen(above ?? null);
    };
    const onScroll = (): void => {
      frame ??= requestAnimationFrame(look);
    };
    scrolled.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      scrolled.removeEventListener('scroll', onScroll);
      if (frame !== null) cancelAnimationFrame(frame);
    };
  }, [text, ids]);
  return seen;
}
