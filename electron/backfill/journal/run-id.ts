import { randomBytes } from 'node:crypto';

const SHAPE = /^\d{8}-\d{6}-[0-9a-f]{4}$/;

/** `20261123-101530-ab12`: the UTC second of the launch, so that ids sort by time, and two random bytes. */
export function newRunId(now: Date, random: () => Buffer = () => randomBytes(2)): string {
  const digits = now.toISOString().replace(/\D/g, '');
  return `${digits.slice(0, 8)}-${digits.slice(8, 14)}-${random().toString('hex').slice(0, 4)}`;
}

export function isRunId(text: string): boolean {
  return SHAPE.test(text);
}
