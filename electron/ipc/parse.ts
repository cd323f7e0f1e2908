import type { z } from 'zod';
import { BacklineError } from '../../shared/errors.js';

/** A payload as its schema says, or `bad_input` naming the call and the field. */
export function parsePayload<S extends z.ZodType>(channel: string, schema: S, payload: unknown): z.infer<S> {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const unknownKeys = issue?.code === 'unrecognized_keys' ? issue.keys : [];
  const field = [...(issue?.path ?? []), ...unknownKeys.slice(0, 1)].map(String).join('.');
  const subject = field === '' ? channel : field;
  throw new BacklineError(
    'bad_input',
    `${channel}: ${field === '' ? '' : `${field}: `}${issue?.message ?? 'bad value'}`,
    {
      subject,
    },
  );
}
