// What a room's state class needs from around it: Rust behind `host`, and a voice. Passed in, so that the state
// classes run in tests without a window.
import type { Calls } from '$/host/host';

export interface Voice {
  /** A toast; with `undo` it has the button and takes the place of the undoable one before. */
  done(message: string, options?: { undo?: () => void }): void;
  /** For screen readers only. */
  say(message: string): void;
  /** A Problem (or anything thrown), shown with its sentence and its way out. */
  fail(problem: unknown): void;
}

export interface Room {
  host: Calls;
  voice: Voice;
}
