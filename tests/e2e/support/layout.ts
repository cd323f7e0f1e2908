import type { Page } from 'playwright';

export interface LayoutRules {
  /** Text below this size, in CSS pixels, is told. */
  readonly smallest: number;
  /** Whether dates and figures may be shortened with an ellipsis where the whole text is on offer; names always may. */
  readonly shortFigures?: boolean;
}

/**
 * What stands wrong in the window as it is drawn, one line each: text that is cut off without a way to read it, text
 * outside the window that no scrolling brings into it, text too small, a page wider than the window.
 */
export async function layoutFaults(page: Page, rules: LayoutRules): Promise<string[]> {
  return page.evaluate(({ smallest, shortFigures }) => {
    const faults: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) faults.push(`page: ${root.scrollWidth} wide in ${root.clientWidth}`);

    const nameOf = (element: Element): string => {
      const classes = typeof element.className === 'string' ? element.className.trim().split(/\s+/).join('.') : '';
      const text = (element.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 50);
      return `${element.tagName.toLowerCase()}${classes ? `.${classes}` : ''} "${text}"`;
    };
    const scrolls = (value: string): boolean => value === 'auto' || value === 'scroll';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!element || (node.textContent ?? '').trim() === '') continue;
      if (element.closest('.sr-only, .skip-link, [aria-hidden="true"], script, style') !== null) continue;
      if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      const size = Number.parseFloat(getComputedStyle(element).fontSize);
      if (size < smallest) faults.push(`small: ${size} px in ${nameOf(element)}`);

      // The boxes around it: one that scrolls brings it into sight, one that cuts it off must offer it otherwise.
      let left = box.left;
      let right = box.right;
      let reachable = false;
      for (let around: Element | null = element; around; around = around.parentElement) {
        const style = getComputedStyle(around);
        if (style.position === 'fixed') break;
        if (scrolls(style.overflowX)) {
          reachable = true;
          break;
        }
        if (style.overflowX === 'hidden' || style.overflowX === 'clip') {
          const edge = around.getBoundingClientRect();
          // An ellipsis comes where the padding begins, other clipping where it ends.
          const inset = (side: 'Left' | 'Right'): number =>
            style.textOverflow === 'ellipsis' ? Number.parseFloat(style[`padding${side}`]) : 0;
          if (right > edge.right - inset('Right') + 1 || left < edge.left + inset('Left') - 1) {
            const offered =
              style.textOverflow === 'ellipsis' &&
              (around.closest('[title]') !== null || element.closest('[title]') !== null);
            const figures = /^(\w{3} )?[\d][\d\s.,:%→–+-]*$/.test((element.textContent ?? '').trim());
            if (figures && offered && shortFigures !== true) faults.push(`shortened: ${nameOf(element)}`);
            if (!offered && around.closest('[title]') === null) faults.push(`cut off: ${nameOf(element)}`);
            left = Math.max(left, edge.left);
            right = Math.min(right, edge.right);
          }
        }
      }
      if (!reachable && (right > innerWidth + 1 || left < -1)) faults.push(`outside the window: ${nameOf(element)}`);
    }
    return [...new Set(faults)];
  }, rules);
}
