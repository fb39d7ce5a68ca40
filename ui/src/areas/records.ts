// Where a record of any section is shown: the one list of it. A record whose section has a room opens there; every
// other one is shown as it stands in the file.
import { recordDialog } from '$/app/recordDialog.svelte';
import { router } from '$/app/router.svelte';
import { host } from '$/host/host';
import { text } from '$/text';

/** A record as something points to it; null as `id` for a line of the ledger, which is part of one. */
export interface Pointed {
  section: string;
  id: string | null;
  code: string;
}

export interface PlaceInClient {
  path: string[];
  query?: Record<string, string>;
}

/** Section of the file → room of the dossier. */
const ROOMS: Record<string, string> = {
  actions: 'roadmap',
  milestones: 'roadmap',
  dates: 'roadmap',
  decisions: 'decisions',
  answers: 'audit',
  findings: 'findings',
  vendors: 'vendors',
  controls: 'controls',
  programmes: 'controls',
  systems: 'map',
  access_grants: 'access',
  env_files: 'access',
  flows: 'friction',
  ledger: 'ledger',
  notes: 'notes',
  engagements: 'charter',
};

/** The place inside a client, or null where no room shows such a record. */
export function placeOf({ section, id, code }: Pointed): PlaceInClient | null {
  const room = ROOMS[section];
  if (!room || !(room in text.dossier.sections)) return null;
  // The room finds the month of a line by itself.
  if (section === 'ledger')
    return code ? { path: [room], query: { line: code } } : { path: [room] };
  if (section === 'answers') return { path: [room, code] };
  return { path: id === null ? [room] : [room, id] };
}

/** Whether it can be mended in a room, and is not only shown. */
export const hasRoom = (record: Pointed): boolean =>
  placeOf(record) !== null || record.section === 'evidence';

/** Whether opening it shows anything. */
export const opens = (record: Pointed): boolean => hasRoom(record) || record.id !== null;

/** Evidence is shown where it hangs, at its first finding. */
async function placeOfEvidence(id: string): Promise<PlaceInClient | null> {
  const { finding } = await host.recordCard(id);
  return finding ? placeOf({ section: 'findings', id: finding, code: '' }) : null;
}

/** Shows a record in its room, or over the one that is open. Throws what the host refuses. */
export async function openRecord(client: string, record: Pointed): Promise<void> {
  const { section, id } = record;
  const place = section === 'evidence' && id !== null ? await placeOfEvidence(id) : placeOf(record);
  if (place) router.go(['client', client, ...place.path], { query: place.query });
  else if (id !== null) recordDialog.shown = id;
}
