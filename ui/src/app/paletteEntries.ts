import type { ClientCard, Hit } from '$/host/bindings';
import { openRecord } from '$/areas/records';
import { recordWord } from '$/host/words';
import { fuzzyScore } from '$/shared/fuzzy';
import { text } from '$/text';
import { keysOf, type CommandId } from './keymap';
import { keys } from './keys.svelte';
import { recentIds } from './recent';
import { router } from './router.svelte';
import { fail } from './session.svelte';

export interface Entry {
  id: string;
  group: string;
  label: string;
  /** A quiet word before the label: a record's code. */
  code?: string;
  hint?: string;
  keys?: string;
  /** Names of other clients and a client's own words give way to the veil; the bank's questions stay. */
  veiled?: boolean;
  run: () => void;
}

/** Commands that make no sense from inside the palette itself. */
const NOT_LISTED: readonly CommandId[] = ['app.palette', 'app.search'];

export function commandEntries(available: readonly CommandId[]): Entry[] {
  return available
    .filter((id) => !NOT_LISTED.includes(id))
    .map((id) => ({
      id,
      group: text.app.palette.commands,
      label: text.commands[id],
      keys: keysOf(id),
      run: () => keys.run(id),
    }));
}

export function clientEntries(cards: readonly ClientCard[], openId: string | undefined): Entry[] {
  return cards
    .filter((card) => card.id !== openId)
    .map((card) => ({
      id: `client:${card.id}`,
      group: text.app.palette.clients,
      label: card.codename,
      hint: text.app.palette.kinds.client,
      veiled: true,
      run: () => router.go(['client', card.id, 'overview']),
    }));
}

/** What a hit is, in a word: a record by its section, anything else by its kind. */
const hitWord = ({ kind, section }: Hit): string =>
  kind === 'record' ? recordWord(section) : text.app.palette.kinds[kind];

/** Where a found record is shown. */
export function hitEntry(hit: Hit, clientId: string): Entry {
  return {
    id: `${hit.kind}:${hit.id}`,
    group: text.app.palette.records,
    label: hit.title || hitWord(hit),
    code: hit.code,
    hint: hitWord(hit),
    veiled: hit.kind !== 'question',
    run: () => void openRecord(clientId, hit).catch(fail),
  };
}

/** Without a query: what was last used, then the commands. With one: the best fits of each group. */
export function arrange(entries: readonly Entry[], query: string): Entry[] {
  if (query.trim() === '') {
    const recent = recentIds()
      .map((id) => entries.find((entry) => entry.id === id))
      .filter((entry) => entry !== undefined)
      .map((entry) => ({ ...entry, group: text.app.palette.recent }));
    const shown = new Set(recent.map((entry) => entry.id));
    return [...recent, ...entries.filter((entry) => !shown.has(entry.id))];
  }
  const scored = entries
    .map((entry) => ({ entry, score: fuzzyScore(query, `${entry.label} ${entry.code ?? ''}`) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  // Groups stay together, in the order of their best entry.
  const groups = [...new Set(scored.map(({ entry }) => entry.group))];
  return groups.flatMap((group) =>
    scored.filter(({ entry }) => entry.group === group).map(({ entry }) => entry),
  );
}
