import axe from 'axe-core';
import type { Page } from 'playwright';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

/** Brings the rules into the page; once for each page that is loaded. */
export async function loadRules(page: Page): Promise<void> {
  await page.evaluate(axe.source);
}

/** Each violation as rule, selector and what is wrong, one line each. */
export async function violations(page: Page, only: 'all rules' | 'colours'): Promise<string[]> {
  const found = await page.evaluate(
    async ({ tags, colours }) => {
      const { axe: tool } = globalThis as unknown as { axe: typeof axe };
      const judged = await tool.run(document, {
        runOnly: colours ? { type: 'rule', values: ['color-contrast'] } : { type: 'tag', values: [...tags] },
        resultTypes: ['violations'],
      });
      return judged.violations;
    },
    { tags: RULES, colours: only === 'colours' },
  );
  return found.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')} (${node.failureSummary?.replace(/\s+/g, ' ')})`),
  );
}
