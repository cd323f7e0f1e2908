/** Closes a union: a new member that is not handled fails to compile, and a bad value from outside fails loudly. */
export function assertNever(value: never, what: string): never {
  throw new Error(`unexpected ${what}: ${JSON.stringify(value)}`);
}
