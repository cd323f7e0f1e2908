import { BacklineError, toErrorInfo } from '../../shared/errors.js';
import { attempt, failed } from '../../shared/result.js';
import { OpenedServices, type Open, type Opened } from './opened-services.js';
import type { HostCalls, HostMessage, HostRequest } from './protocol.js';

export interface HostParts<O extends Opened> {
  readonly open: Open<O>;
  /** What is answered without a warehouse, so that another one can be chosen when one cannot be opened. */
  readonly settings: (services: OpenedServices<O>) => HostCalls['settings'];
}

type Call = (input: unknown, signal: AbortSignal) => Promise<unknown>;
type Calls = Readonly<Record<string, Call>>;

function callOf(groups: object, group: string, name: string): Call {
  const loose = groups as Readonly<Record<string, Calls | undefined>>;
  const found = Object.hasOwn(groups, group) && Object.hasOwn(loose[group] ?? {}, name) ? loose[group]?.[name] : null;
  if (!found) throw new BacklineError('internal', `the host has no call ${group}.${name}`);
  return found;
}

/**
 * Opens the services and answers main's requests with them. Requests that come while they open wait; when they cannot
 * be opened, each is answered with the reason. Settings are answered whether or not. A call can be cancelled by its id.
 */
export function serveHost<O extends Opened>(
  parts: HostParts<O>,
  post: (message: HostMessage) => void,
  exit: () => void,
): (request: HostRequest) => Promise<void> {
  const services = new OpenedServices(parts.open, (status) => post({ kind: 'services', status }));
  const settings = parts.settings(services);
  const underWay = new Map<number, AbortController>();
  return async (request) => {
    if (request.kind === 'cancel') {
      underWay.get(request.id)?.abort();
      return;
    }
    if (request.kind === 'close') {
      await services.close();
      exit();
      return;
    }
    const { id, group, name, input } = request;
    // Asking a warehouse that could not be opened how it is means to try again.
    if (group === 'warehouse' && name === 'status' && services.hasFailed) services.reopen();
    const controller = new AbortController();
    const { signal } = controller;
    underWay.set(id, controller);
    const result = await attempt(async () =>
      group === 'settings'
        ? callOf({ settings }, group, name)(input, signal)
        : services.use(({ calls }) => callOf(calls, group, name)(input, signal)),
    );
    underWay.delete(id);
    try {
      post({ kind: 'answer', id, result });
    } catch (thrown) {
      // A value that cannot cross to main (a function, say) must not leave the window waiting for ever.
      post({ kind: 'answer', id, result: failed(toErrorInfo(thrown)) });
    }
  };
}
