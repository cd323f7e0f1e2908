import type { ScreenServices } from '../services/screen-services.js';
import type { Services } from '../services.js';
import type { Io } from './io.js';
import { abortOnInterrupt } from './open.js';

/** Reads as the screens do: after a failure or Ctrl-C nothing runs on in the warehouse, and nothing more is billed. */
export async function reading<T>(services: Services, io: Io, work: (own: ScreenServices) => Promise<T>): Promise<T> {
  const interrupt = abortOnInterrupt(io);
  try {
    return await services.until(interrupt.signal, work);
  } finally {
    interrupt.release();
  }
}
