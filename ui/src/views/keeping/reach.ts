import type { CopyView, SealLevel } from '$/host/bindings';
import { text } from '$/text';
import { day } from '$/text/format';

const t = text.safekeeping.destroy;

/** How long known backups still open a Standard client after it is destroyed here. */
export function reachOfCopies(copies: CopyView[]): string {
  const backups = copies.filter((copy) => copy.kind === 'backup' && !copy.gone);
  if (backups.length === 0) return t.noCopies;
  const days = backups.map((copy) => copy.keepUntil);
  if (days.includes(null)) return t.noEnd;
  return t.until(
    day(
      days
        .filter((one) => one !== null)
        .sort()
        .at(-1) ?? null,
    ),
  );
}

/** Until when a backup still opens a client that was destroyed. */
export function lastCopy(done: {
  level: SealLevel;
  lastCopyUntil: string | null;
  copyWithoutEnd: boolean;
}): string {
  if (done.level === 'strict') return t.reachStrict;
  if (done.copyWithoutEnd) return t.reachNoEnd;
  return done.lastCopyUntil ? day(done.lastCopyUntil) : t.reachNone;
}
