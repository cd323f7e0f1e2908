import { useEffect, useRef, useState, type RefObject } from 'react';
import { placesOf } from './text-search.js';

export interface TextSearch {
  readonly typed: string;
  readonly count: number;
  /** 1 is the first; 0 while none is gone to. */
  readonly at: number;
  readonly type: (text: string) => void;
  /** Goes to the next place, or with -1 to the one before; after the last comes the first. */
  readonly step: (by: 1 | -1) => void;
}

function rangesIn(root: HTMLElement, typed: string): readonly Range[] {
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    for (const { start, end } of placesOf(node.textContent ?? '', typed)) {
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, end);
      ranges.push(range);
    }
  }
  return ranges;
}

/** Finds text in what `root` shows and paints it without touching the elements. */
export function useTextSearch(root: RefObject<HTMLElement | null>): TextSearch {
  const [typed, setTyped] = useState('');
  const [count, setCount] = useState(0);
  const [at, setAt] = useState(0);
  const ranges = useRef<readonly Range[]>([]);

  useEffect(
    () => () => {
      CSS.highlights.delete('found');
      CSS.highlights.delete('found-here');
    },
    [],
  );

  return {
    typed,
    count,
    at,
    type(text) {
      ranges.current = root.current === null ? [] : rangesIn(root.current, text);
      CSS.highlights.set('found', new Highlight(...ranges.current));
      CSS.highlights.delete('found-here');
      setTyped(text);
      setCount(ranges.current.length);
      setAt(0);
    },
    step(by) {
      const all = ranges.current;
      if (all.length === 0) return;
      const next = at === 0 ? (by === 1 ? 1 : all.length) : ((at - 1 + by + all.length) % all.length) + 1;
      const range = all[next - 1];
      if (range === undefined) return;
      CSS.highlights.set('found-here', new Highlight(range));
      range.startContainer.parentElement?.scrollIntoView({ block: 'center' });
      setAt(next);
    },
  };
}
