// What was last chosen in the palette, newest first. Kept in this document only: a lock forgets it.
const LIMIT = 6;
let recent: string[] = [];

export function noteRecent(id: string): void {
  recent = [id, ...recent.filter((other) => other !== id)].slice(0, LIMIT);
}

export function recentIds(): readonly string[] {
  return recent;
}
