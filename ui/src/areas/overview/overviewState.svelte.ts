// The overview: one read, and the sentence at its head.
import type { Overview, RecordId } from '$/host/bindings';
import type { Room } from '../room';
import { text } from '$/text';

const t = text.overview;

const sum = (counts: Overview['openCounts']): number =>
  counts.critical + counts.high + counts.medium + counts.low;

/** What a reader should know first, in one or two sentences. */
export function headline(seen: Overview): string {
  const open = sum(seen.openCounts);
  const found = sum(seen.foundCounts);
  if (seen.answered === 0 && found === 0) return t.headline.nothing;
  if (found === 0) return t.headline.asked(seen.answered, seen.inPack);
  const state =
    open === 0
      ? t.headline.none
      : seen.openCounts.critical > 0
        ? t.headline.critical(seen.openCounts.critical)
        : t.headline.open(open);
  const better = seen.areas.filter((area) => area.direction === 'up').length;
  const worse = seen.areas.filter((area) => area.direction === 'down').length;
  const moved = [
    ...(better > 0 ? [t.headline.better(better)] : []),
    ...(worse > 0 ? [t.headline.worse(worse)] : []),
  ];
  return [state, ...moved].join('; ') + '.';
}

export type StepId = 'asked' | 'found' | 'planned' | 'reported';

/** The first step that is not done; null when all are. */
export function nextStep(steps: Overview['steps']): StepId | null {
  const order: StepId[] = ['asked', 'found', 'planned', 'reported'];
  return order.find((step) => !steps[step]) ?? null;
}

export class OverviewState {
  seen = $state.raw<Overview | null>(null);
  problem = $state.raw<unknown>(null);
  private turn = 0;

  constructor(private readonly room: Pick<Room, 'host'>) {}

  async open(engagement: RecordId | null): Promise<void> {
    const turn = ++this.turn;
    try {
      const seen = await this.room.host.overview(engagement);
      if (turn !== this.turn) return;
      this.seen = seen;
      this.problem = null;
    } catch (problem) {
      if (turn === this.turn) this.problem = problem;
    }
  }
}

/** Days from one local date to another; negative when it has passed. */
export function daysUntil(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
