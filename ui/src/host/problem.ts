import type { Problem } from './bindings';

/** True for the one shape in which Rust reports what went wrong. */
export function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    typeof (value as { code: unknown }).code === 'string'
  );
}

/**
 * Anything that a call can reject with, as a Problem. A command that the window may not call is
 * refused by Tauri itself, with a plain string outside our error type; its text may name commands,
 * so it is not carried on.
 */
export function toProblem(thrown: unknown): Problem {
  if (isProblem(thrown)) {
    return { code: thrown.code, params: textParams((thrown as { params?: unknown }).params) };
  }
  if (typeof thrown === 'string') {
    const denied = /not allowed|denied|permission|not found/i.test(thrown);
    return { code: denied ? 'denied' : 'internal', params: {} };
  }
  return { code: 'internal', params: {} };
}

function textParams(params: unknown): Record<string, string> {
  if (typeof params !== 'object' || params === null) return {};
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, value === null ? '' : String(value)]),
  );
}
