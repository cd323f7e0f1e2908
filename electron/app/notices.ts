import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BacklineError } from '../../shared/errors.js';

/**
 * What the build wrote of the software of others, beside the program in `out`.
 * @throws BacklineError `not_found` where it is missing
 */
export async function readNotices(out: string): Promise<string> {
  const path = join(out, 'third-party-notices.txt');
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw new BacklineError('not_found', `${path} cannot be read`, {
      subject: path,
      remedy: 'Install Backline anew.',
      cause: error,
    });
  });
}
