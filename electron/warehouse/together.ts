/**
 * As `Promise.all`, but a failure is passed on only when everything that was begun has come to its end: reads side by side
 * that are cancelled leave no job running, and who tries again does not read twice at once.
 */
export async function together<T extends readonly unknown[] | []>(
  works: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(works);
  return Promise.all(works);
}
