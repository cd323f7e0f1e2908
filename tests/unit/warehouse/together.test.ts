import { expect, test } from 'vitest';
import { together } from '../../../electron/warehouse/together.js';

test('a failure is passed on when everything has come to its end', async () => {
  const ended: string[] = [];
  const late = async (): Promise<number> => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    ended.push('late');
    return 1;
  };
  await expect(together([late(), Promise.reject(new Error('first')), late()])).rejects.toThrow('first');
  expect(ended).toEqual(['late', 'late']);
  expect(await together([late(), 'x'])).toEqual([1, 'x']);
});
