// Time spent on a question and on the whole audit. Watched tests are timed with it, so it counts wall time and
// survives moving between questions; it is a help during the day and is not part of the client's file.

export class Stopwatch {
  /** Question being timed, or null. */
  running = $state<string | null>(null);
  private spent = $state<Record<string, number>>({});
  private now = $state(0);
  private since = 0;
  private beat: ReturnType<typeof setInterval> | null = null;

  /** `clock` gives milliseconds; tests pass their own. */
  constructor(private readonly clock: () => number = () => Date.now()) {}

  toggle(question: string): void {
    const same = this.running === question;
    this.stop();
    if (same) return;
    this.since = this.clock();
    this.now = this.since;
    this.running = question;
    this.beat = setInterval(() => {
      this.now = this.clock();
    }, 500);
  }

  stop(): void {
    if (this.beat !== null) clearInterval(this.beat);
    this.beat = null;
    if (this.running === null) return;
    const question = this.running;
    this.spent[question] = (this.spent[question] ?? 0) + Math.max(0, this.clock() - this.since);
    this.running = null;
  }

  /** Ends a lap: what was spent on it, which begins anew from nought and goes on running if it ran. */
  lap(question: string): number {
    const now = this.clock();
    const running = this.running === question ? Math.max(0, now - this.since) : 0;
    const spent = (this.spent[question] ?? 0) + running;
    this.spent[question] = 0;
    if (this.running === question) this.since = this.now = now;
    return spent;
  }

  /** Milliseconds spent on a question, the running stretch included. */
  of(question: string): number {
    const running = this.running === question ? Math.max(0, this.now - this.since) : 0;
    return (this.spent[question] ?? 0) + running;
  }

  /** Milliseconds over all questions. */
  get total(): number {
    const stopped = Object.values(this.spent).reduce((sum, ms) => sum + ms, 0);
    return stopped + (this.running === null ? 0 : Math.max(0, this.now - this.since));
  }
}

/** `1:05`, or `1:02:09` from an hour on. */
export function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
}
