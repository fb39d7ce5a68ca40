// The app's one door to Rust. Everything else imports `host` from here; which implementation stands
// behind it is settled once, at start, by `provideHost`.
import type { Changed, Covered, Dragging, Dropped, Locked, Progress, Saving } from './bindings';
import type { Commands } from './commands';

export interface HostEvents {
  /** Records changed: reload the kinds you show. */
  changed: Changed;
  /** A long job's state. */
  progress: Progress;
  /** The vault is about to be locked or covered: save what was typed, then call `flushed`. */
  saving: Saving;
  /** The vault is being sealed: drop everything. */
  locked: Locked;
  /** The window is covered; the vault is still open. */
  covered: Covered;
  /** Files are held over the window, or no longer. */
  dragging: Dragging;
  /** Files were dropped on the window; the token goes to `attachDropped`. */
  dropped: Dropped;
}

/** Every command as a promise. It rejects with a `Problem`, never with anything else. */
export type Calls = {
  [Name in keyof Commands]: (
    ...args: Parameters<Commands[Name]>
  ) => Promise<ReturnType<Commands[Name]>>;
};

export interface Host extends Calls {
  /** Listens until the returned function is called. */
  on<Name extends keyof HostEvents>(
    name: Name,
    heard: (event: HostEvents[Name]) => void,
  ): () => void;
}

/** Set before the first component is mounted. */
export let host: Host;

export function provideHost(chosen: Host): void {
  host = chosen;
}
