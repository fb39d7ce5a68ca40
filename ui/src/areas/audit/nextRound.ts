import type { AuditView, NewRound, RecordId } from '$/host/bindings';

/** The newest round of a question set: only rounds of one set can be compared. */
export function newestOf(view: AuditView | null, pack: string): RecordId | null {
  return (view?.rounds ?? []).filter((round) => round.pack === pack).at(-1)?.id ?? null;
}

/** The round that goes on where the open one ended: its set and weights, compared with the newest of that set. */
export function nextRound(view: AuditView | null): Omit<NewRound, 'engagement'> | null {
  const round = view?.round;
  if (!round) return null;
  const pack = view.packs.find((known) => known.id === round.pack);
  return {
    title: pack?.name ?? round.title,
    pack: round.pack,
    profile: round.profile,
    basis: newestOf(view, round.pack),
    added: [],
    removed: [],
  };
}
