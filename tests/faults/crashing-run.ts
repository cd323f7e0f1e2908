/** A process of its own that dies, without any goodbye, at a given call of the warehouse. */
import type { Call } from './faulty-warehouse.js';
import { Harness, OPTIONS } from './harness.js';

export interface Orders {
  readonly dataDir: string;
  readonly warehousePath: string;
  /** Restores this run; launches a new one when null. */
  readonly restore: string | null;
  readonly dieAt: Pick<Call, 'what' | 'when' | 'date'> & { readonly step?: string };
}

const orders = JSON.parse(process.argv[2] ?? '') as Orders;
const { dieAt } = orders;
const harness = await Harness.open(orders);
harness.warehouse.hook = ({ what, when, date, options }) => {
  if (what !== dieAt.what || when !== dieAt.when || date !== dieAt.date) return;
  if (dieAt.step !== undefined && options?.labels?.['step'] !== dieAt.step) return;
  process.kill(process.pid, 'SIGKILL');
};
if (orders.restore === null) {
  const { id } = await harness.service.launch(OPTIONS);
  await harness.service.settled(id);
} else {
  await harness.service.restore(orders.restore);
}
await harness.close();
