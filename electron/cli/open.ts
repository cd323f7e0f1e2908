import { BacklineError } from '../../shared/errors.js';
import { openServices, type Access, type Services } from '../services.js';
import { defaultDataDir } from '../services/data-dir.js';
import { gameDate, type Args } from './args.js';
import type { Io } from './io.js';
import { Progress } from './progress.js';

export function dataDirOf(args: Args, io: Io): string {
  return args.value('data-dir') ?? defaultDataDir(io.env);
}

/** Ctrl-C as an abort signal, for work that can be given up at any point. */
export function abortOnInterrupt(io: Io): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const release = io.onInterrupt(() => controller.abort());
  return { signal: controller.signal, release };
}

/** Opens the services as the common flags say, runs `work`, and closes them whatever happens. */
export async function withServices(
  args: Args,
  io: Io,
  access: Access,
  work: (services: Services) => Promise<number>,
): Promise<number> {
  const progress = new Progress(io);
  const interrupt = abortOnInterrupt(io);
  let services: Services;
  try {
    services = await openServices({
      dataDir: dataDirOf(args, io),
      warehouse: args.value('warehouse'),
      today: gameDate(args, 'today'),
      access,
      env: io.env,
      signal: interrupt.signal,
      onProgress: ({ message, fraction }) => {
        const percent = fraction === null ? '' : ` ${Math.round(fraction * 100)} %`;
        progress.draw(`${message}${percent}`);
      },
    });
    if (interrupt.signal.aborted) {
      await services.close();
      throw new BacklineError('cancelled', 'cancelled before the work began');
    }
  } finally {
    progress.clear();
    interrupt.release();
  }
  for (const error of services.damaged) io.err(`warning: ${error.message}\n`);
  try {
    return await work(services);
  } finally {
    await services.close();
  }
}
