import type { ServicesStatus } from '../../shared/console.js';
import { BacklineError, toErrorInfo } from '../../shared/errors.js';
import { attempt, failed } from '../../shared/result.js';
import type { HostCalls, HostMessage, HostRequest } from './protocol.js';

export interface Opened {
  readonly calls: HostCalls;
  readonly close: () => Promise<void>;
}

type Loose = Readonly<Record<string, Readonly<Record<string, (input: unknown) => Promise<unknown>>> | undefined>>;

function callOf(calls: HostCalls, group: string, name: string): (input: unknown) => Promise<unknown> {
  const groups = calls as unknown as Loose;
  const found =
    Object.hasOwn(groups, group) && Object.hasOwn(groups[group] ?? {}, name) ? groups[group]?.[name] : undefined;
  if (found === undefined) throw new BacklineError('internal', `the host has no call ${group}.${name}`);
  return found;
}

/**
 * Opens the services and answers main's requests with them. Requests that come while they open wait; when they cannot
 * be opened, each is answered with the reason.
 */
export function serveHost(
  open: (onProgress: (message: string, fraction: number | null) => void) => Promise<Opened>,
  post: (message: HostMessage) => void,
  exit: () => void,
): (request: HostRequest) => Promise<void> {
  const tell = (status: ServicesStatus): void => post({ kind: 'services', status });
  const opened = open((message, fraction) => tell({ phase: 'opening', message, fraction, error: null }));
  opened.then(
    () => tell({ phase: 'ready', message: 'Ready', fraction: 1, error: null }),
    (thrown: unknown) => {
      const error = toErrorInfo(thrown);
      tell({ phase: 'failed', message: error.message, fraction: null, error });
    },
  );
  return async (request) => {
    if (request.kind === 'close') {
      await opened
        .then((services) => services.close())
        .catch((thrown: unknown) => {
          process.stderr.write(`backline: ${toErrorInfo(thrown).message}\n`);
        });
      exit();
      return;
    }
    const { id, group, name, input } = request;
    const result = await attempt(async () => callOf((await opened).calls, group, name)(input));
    try {
      post({ kind: 'answer', id, result });
    } catch (thrown) {
      // A value that cannot cross to main (a function, say) must not leave the window waiting for ever.
      post({ kind: 'answer', id, result: failed(toErrorInfo(thrown)) });
    }
  };
}
