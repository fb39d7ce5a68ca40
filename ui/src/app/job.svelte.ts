// A long job of the host: its progress while it runs, and how to stop it.
import type { Progress } from '$/host/bindings';
import { host } from '$/host/host';

/** Jobs that stop when asked to, without a half state. */
const STOPPABLE = ['derive', 'backup', 'drill', 'check', 'handover'] as const;
export type JobName = (typeof STOPPABLE)[number] | 'restore' | 'rotate' | 'receive';

export class Job {
  running = $state(false);
  progress = $state.raw<Pick<Progress, 'done' | 'total'>>({ done: 0, total: 0 });

  constructor(readonly name: JobName) {}

  get stop(): (() => void) | undefined {
    if (!STOPPABLE.some((name) => name === this.name)) return undefined;
    return () => void host.cancelJob(this.name).catch(() => undefined);
  }

  /** Runs it, and follows its progress meanwhile. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    this.running = true;
    this.progress = { done: 0, total: 0 };
    const leave = host.on('progress', ({ job, done, total }) => {
      if (job === this.name) this.progress = { done, total };
    });
    try {
      return await work();
    } finally {
      leave();
      this.running = false;
    }
  }
}
