import { toErrorInfo, type ErrorInfo } from './errors.js';

/** What every call over the bridge answers: errors are values there, never exceptions. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorInfo };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function failed<T = never>(error: ErrorInfo): Result<T> {
  return { ok: false, error };
}

/** Runs `work` and answers its value or its error as a value. */
export async function attempt<T>(work: () => Promise<T> | T): Promise<Result<T>> {
  try {
    return ok(await work());
  } catch (thrown) {
    return failed(toErrorInfo(thrown));
  }
}
