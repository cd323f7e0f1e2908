import { useLayoutEffect, useRef, useState, type CSSProperties, type PointerEvent, type ReactNode } from 'react';
import { keep, useKept } from '../store/kept.js';
import { clampSize, parseSize, sizeAfterKey, splitLimits } from './split-size.js';

/**
 * A list and, beside it, the details of what is chosen in it. The edge between them is dragged, or moved with the arrow keys
 * (Shift further, Home and End to its limits); a double click, or Delete, gives it its first place again. Where it was left is
 * remembered.
 */
export function SplitPane(props: {
  /** Under which the width is remembered. */
  readonly name: string;
  readonly list: ReactNode;
  /** Null: nothing is chosen, the list has all the room. */
  readonly details: ReactNode;
  /** Width of the details before anybody moved the edge: a CSS length. */
  readonly initial: string;
  /** Pixels that the details need at least. */
  readonly least: number;
}): ReactNode {
  const { name, list, details, initial, least } = props;
  const key = `split.${name}`;
  const kept = parseSize(useKept(key));
  const whole = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLDivElement>(null);
  const drag = useRef<{ readonly x: number; readonly from: number } | null>(null);
  const [shown, setShown] = useState<{ readonly size: number; readonly whole: number } | null>(null);
  const open = details !== null;

  useLayoutEffect(() => {
    if (!open || pane.current === null || whole.current === null) return undefined;
    const observer = new ResizeObserver(() => {
      const size = Math.round(pane.current?.getBoundingClientRect().width ?? 0);
      const all = Math.round(whole.current?.getBoundingClientRect().width ?? 0);
      setShown((now) => (now?.size === size && now.whole === all ? now : { size, whole: all }));
    });
    observer.observe(pane.current);
    observer.observe(whole.current);
    return () => {
      observer.disconnect();
    };
  }, [open]);

  const limits = splitLimits(shown?.whole ?? 0, least);
  const moveTo = (size: number): void => {
    keep(key, String(clampSize(size, limits)));
  };
  const style = {
    '--split-size': kept === null ? initial : `${kept}px`,
    '--split-least': `${least}px`,
  } as CSSProperties;
  return (
    <div className="split-pane" ref={whole} data-open={open || undefined} style={style}>
      {list}
      {open ? (
        <>
          <div
            className="split-edge"
            role="separator"
            aria-orientation="vertical"
            aria-label="Width of the details"
            aria-valuenow={shown?.size ?? least}
            aria-valuemin={limits.min}
            aria-valuemax={Math.max(limits.max, shown?.size ?? 0)}
            aria-valuetext={`${shown?.size ?? least} pixels`}
            tabIndex={0}
            title="Drag, or use the arrow keys; double click takes it back"
            onPointerDown={(event: PointerEvent<HTMLDivElement>) => {
              if (event.button !== 0 || shown === null) return;
              event.currentTarget.setPointerCapture(event.pointerId);
              drag.current = { x: event.clientX, from: shown.size };
            }}
            onPointerMove={(event) => {
              if (drag.current) moveTo(drag.current.from + drag.current.x - event.clientX);
            }}
            onPointerUp={() => {
              drag.current = null;
            }}
            onPointerCancel={() => {
              drag.current = null;
            }}
            onDoubleClick={() => {
              keep(key, null);
            }}
            onKeyDown={(event) => {
              if (event.altKey || event.ctrlKey || event.metaKey || shown === null) return;
              if (event.key === 'Delete') keep(key, null);
              const size = sizeAfterKey(event.key, event.shiftKey, shown.size, limits);
              if (size === null) return;
              event.preventDefault();
              moveTo(size);
            }}
          />
          <div className="split-details" ref={pane}>
            {details}
          </div>
        </>
      ) : null}
    </div>
  );
}
