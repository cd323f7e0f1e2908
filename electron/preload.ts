import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { channelOf, type AnyCall, type BridgeSchema } from '../shared/ipc/call.js';
import { bridgeSchema } from '../shared/ipc/schema.js';

function clientCall(channel: string, call: AnyCall): unknown {
  if (call.kind === 'invoke') return (input: unknown, ticket?: unknown) => ipcRenderer.invoke(channel, input, ticket);
  return (listener: (payload: unknown) => void) => {
    const pass = (_event: IpcRendererEvent, payload: unknown): void => listener(payload);
    ipcRenderer.on(channel, pass);
    return () => {
      ipcRenderer.off(channel, pass);
    };
  };
}

const schema: BridgeSchema = bridgeSchema;
const client = Object.fromEntries(
  Object.entries(schema).map(([group, calls]) => [
    group,
    Object.fromEntries(Object.entries(calls).map(([name, call]) => [name, clientCall(channelOf(group, name), call)])),
  ]),
);

/** Typed on the other side as `BridgeClient`. Channels are fixed by the schema: the page cannot name its own. */
contextBridge.exposeInMainWorld('backline', client);
