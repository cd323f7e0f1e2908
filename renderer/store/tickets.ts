/** Names one question to the services, so that it can be given up; no two are the same, whatever page asked. */
export function newTicket(): string {
  return crypto.randomUUID();
}
