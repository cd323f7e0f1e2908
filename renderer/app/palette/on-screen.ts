import type { Entry } from './entries.js';

/** What can be pressed or typed into on the screen as it is drawn, tabs that are not open included. */
const PRESSABLE = [
  'main a.button[href]',
  'main button.button:not([disabled]):not([aria-disabled="true"])',
  'main [role="tab"]:not([aria-selected="true"]):not([aria-disabled="true"])',
  'main input[type="search"][aria-label]',
].join(', ');

const AROUND = 'section[aria-label], aside[aria-label], [role="group"][aria-label], [role="tablist"][aria-label]';
const TABLE_TOOLS = /^Tools of the table /;

/** Frames that a dialog may take to be gone; it fades. */
const MOST_FRAMES = 60;

function words(text: string | null | undefined): string {
  return (text ?? '').replaceAll(/\s+/g, ' ').trim();
}

function labelOf(element: HTMLElement): string {
  return words(element.getAttribute('aria-label') ?? element.textContent);
}

function noteOf(element: HTMLElement): string {
  const around = words(element.closest(AROUND)?.getAttribute('aria-label')).replace(TABLE_TOOLS, 'table ');
  return around === labelOf(element) ? '' : around;
}

function idOf(element: HTMLElement): string {
  return `on-screen ${noteOf(element)} ${labelOf(element)}`;
}

function pressable(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(PRESSABLE)].filter(
    (element) => element.checkVisibility() && labelOf(element) !== '',
  );
}

/** Every button of the screen by the words on it: what the mouse can do there, the palette can. Equal ones once. */
export function entriesOnScreen(): readonly Entry[] {
  const byId = new Map<string, Entry>();
  for (const element of pressable()) {
    const id = idOf(element);
    if (!byId.has(id))
      byId.set(id, { id, label: labelOf(element), note: noteOf(element), keys: [], act: { kind: 'press', id } });
  }
  return [...byId.values()];
}

/**
 * Presses what an entry named, once the palette is gone and has given the focus back: a dialog that is opened too early
 * would lose it again. Does nothing when the screen does not offer it any more.
 */
export function pressOnScreen(id: string, frames = MOST_FRAMES): void {
  const later = (then: () => void): void => {
    requestAnimationFrame(() => requestAnimationFrame(then));
  };
  later(() => {
    if (frames > 0 && document.querySelector('[role="dialog"]') !== null) {
      pressOnScreen(id, frames - 1);
      return;
    }
    later(() => {
      const element = pressable().find((one) => idOf(one) === id);
      element?.focus();
      if (element !== undefined && !(element instanceof HTMLInputElement)) element.click();
    });
  });
}

/** The search field of the table that has the focus, else the first one of the screen; false when there is none. */
export function focusSearch(): boolean {
  const near = document.activeElement?.closest('.data-table');
  const fields = (root: ParentNode): HTMLInputElement | undefined =>
    [...root.querySelectorAll<HTMLInputElement>('input[type="search"]')].find((field) => field.checkVisibility());
  const field = (near ? fields(near) : undefined) ?? fields(document.querySelector('main') ?? document);
  field?.focus();
  field?.select();
  return field !== undefined;
}
