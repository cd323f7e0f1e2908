import type { BridgeClient } from '../shared/ipc/types.js';

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly backline: BridgeClient;
  }
}
