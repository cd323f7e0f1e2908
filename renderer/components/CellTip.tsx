import { useEffect, useState, type ReactNode } from 'react';

interface Tip {
  readonly text: string;
  readonly left: number;
  readonly top: number;
}

/** What the pointer is told of a cell by hovering: its own title, or that of what stands in it. */
function titleOf(cell: HTMLTableCellElement): string | null {
  return cell.title || cell.querySelector<HTMLElement>('[title]')?.title || null;
}

/**
 * Says of the cell that has the focus what hovering says of the one under the pointer: numerator and denominator of a
 * share, the whole of a text that is cut off. For eyes only; a screen reader has it with the cell.
 */
export function CellTip(props: { readonly of: HTMLElement | null }): ReactNode {
  const { of } = props;
  const [tip, setTip] = useState<Tip | null>(null);
  useEffect(() => {
    if (of === null) return;
    const show = (event: FocusEvent): void => {
      const cell = event.target instanceof HTMLTableCellElement && event.target.tagName === 'TD' ? event.target : null;
      const text = cell?.matches(':focus-visible') === true ? titleOf(cell) : null;
      if (cell === null || text === null) {
        setTip(null);
        return;
      }
      const box = cell.getBoundingClientRect();
      setTip({ text, left: box.left, top: box.bottom + 2 });
    };
    const hide = (): void => {
      setTip(null);
    };
    of.addEventListener('focusin', show);
    of.addEventListener('focusout', hide);
    of.addEventListener('scroll', hide);
    return () => {
      of.removeEventListener('focusin', show);
      of.removeEventListener('focusout', hide);
      of.removeEventListener('scroll', hide);
    };
  }, [of]);
  if (tip === null) return null;
  return (
    <div className="cell-tip" aria-hidden="true" style={{ left: tip.left, top: tip.top }}>
      {tip.text}
    </div>
  );
}
