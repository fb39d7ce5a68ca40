// Every shortcut of the app, in one file. A place ("scope") registers what its commands do with
// `useKeys`; here is only which key means which command. `conflicts()` must stay empty: one key
// means one thing in one place.
import { parseKeys } from './keynames';

/** Where a command can be used. `app` is everywhere, `client` in an open client. */
export type Scope =
  | 'app'
  | 'clients'
  | 'client'
  | 'audit'
  | 'findings'
  | 'friction'
  | 'ledger'
  | 'merge'
  | 'month'
  | 'reports'
  | 'vendors';

interface Row {
  keys: readonly string[];
  /** Works while a text field has the focus. Chords with Mod do by default. */
  inFields?: boolean;
  /** Leaves the keys to the field that has the focus (its own undo, its own caret). */
  outsideFields?: boolean;
  /** Works while a dialog is open. */
  inDialogs?: boolean;
  /** Takes a key that an outer scope uses, on purpose; says why. */
  shadows?: string;
}

/** Scopes whose keys are live together with a scope's own. */
export const OUTER: Record<Scope, readonly Scope[]> = {
  app: [],
  clients: ['app'],
  client: ['app'],
  audit: ['client', 'app'],
  findings: ['client', 'app'],
  friction: ['client', 'app'],
  ledger: ['client', 'app'],
  merge: ['client', 'app'],
  month: ['client', 'app'],
  reports: ['client', 'app'],
  vendors: ['client', 'app'],
};

const MAP = {
  'app.palette': { keys: ['Mod+KeyK'] },
  'app.search': { keys: ['Char:/'] },
  'app.shortcuts': { keys: ['Char:?'] },
  'app.settings': { keys: ['Mod+Char:,'] },
  'app.lock': { keys: ['Mod+KeyL'], inDialogs: true },
  'app.cover': { keys: ['Mod+Shift+KeyL'], inDialogs: true },
  'app.veil': { keys: ['Mod+Shift+KeyH'], inDialogs: true },
  'app.undo': { keys: ['Mod+KeyZ'], outsideFields: true },
  'app.redo': { keys: ['Mod+Shift+KeyZ', 'Mod+KeyY'], outsideFields: true },
  'app.save': { keys: ['Mod+KeyS'], inDialogs: true },
  'app.back': { keys: ['Alt+ArrowLeft'], outsideFields: true },
  'app.forward': { keys: ['Alt+ArrowRight'], outsideFields: true },
  'app.clients': { keys: ['KeyG KeyH'] },
  'app.backup': { keys: [] },
  'app.receive': { keys: ['Mod+Shift+KeyI'] },

  'clients.new': { keys: ['Mod+KeyN'] },
  'clients.import': { keys: ['Mod+KeyI'] },
  'clients.filter': { keys: ['Mod+KeyF'] },

  'client.switch': { keys: ['Mod+Shift+KeyO'] },
  'client.overview': { keys: ['KeyG KeyO'] },
  'client.audit': { keys: ['KeyG KeyA'] },
  'client.findings': { keys: ['KeyG KeyF'] },
  'client.friction': { keys: ['KeyG KeyC'] },
  'client.vendors': { keys: ['KeyG KeyV'] },
  'client.ledger': { keys: ['KeyG KeyL'] },
  'client.reports': { keys: ['KeyG KeyP'] },
  'client.trash': { keys: ['KeyG KeyT'] },
  'client.more': { keys: [] },
  'client.exportBank': { keys: [] },
  'client.importBank': { keys: [] },
  'client.snapshots': { keys: [] },
  'client.level': { keys: [] },
  'client.newKey': { keys: [] },
  'client.handOver': { keys: [] },
  'client.destroy': { keys: [] },

  'audit.next': { keys: ['KeyJ', 'Enter', 'Mod+Enter'] },
  'audit.previous': { keys: ['KeyK'] },
  'audit.score0': { keys: ['Digit0'] },
  'audit.score1': { keys: ['Digit1'] },
  'audit.score2': { keys: ['Digit2'] },
  'audit.score3': { keys: ['Digit3'] },
  'audit.score4': { keys: ['Digit4'] },
  'audit.grade1': { keys: ['Shift+Digit1'] },
  'audit.grade2': { keys: ['Shift+Digit2'] },
  'audit.grade3': { keys: ['Shift+Digit3'] },
  'audit.grade4': { keys: ['Shift+Digit4'] },
  'audit.unknown': { keys: ['KeyX'] },
  'audit.notApplicable': { keys: ['KeyZ'] },
  'audit.refused': { keys: ['Shift+KeyX'] },
  'audit.later': { keys: ['KeyU'] },
  'audit.words': { keys: ['KeyA'] },
  'audit.note': { keys: ['KeyN'] },
  'audit.who': { keys: ['KeyP'] },
  'audit.timer': { keys: ['KeyT'] },
  'audit.evidence': { keys: ['KeyE'] },
  'audit.finding': { keys: ['KeyF'] },
  'audit.create': { keys: ['KeyC'] },
  'audit.nextOpen': { keys: ['KeyO'] },
  'audit.nextArea': { keys: ['Char:]', 'Alt+PageDown'] },
  'audit.previousArea': { keys: ['Char:[', 'Alt+PageUp'] },
  'audit.search': { keys: ['Mod+KeyF'] },
  'audit.round': { keys: ['KeyR'] },
  'audit.nextRound': { keys: ['Shift+KeyR'] },
  'audit.back': { keys: ['Escape'], inFields: true },

  'findings.next': { keys: ['KeyJ'] },
  'findings.previous': { keys: ['KeyK'] },
  'findings.open': { keys: ['Enter'] },
  'findings.peek': { keys: ['Space'] },
  'findings.new': { keys: ['KeyC'] },
  'findings.likelihood': { keys: ['KeyS'] },
  'findings.owner': { keys: ['KeyO'] },
  'findings.evidence': { keys: ['KeyE'] },
  'findings.status': { keys: ['KeyM'] },
  'findings.trash': { keys: ['Delete'] },
  'findings.history': { keys: ['KeyH'] },
  'findings.search': { keys: ['Mod+KeyF'] },
  'findings.back': { keys: ['Escape'], inFields: true },

  'friction.next': { keys: ['KeyJ'] },
  'friction.previous': { keys: ['KeyK'] },
  'friction.new': { keys: ['KeyC'] },
  'friction.sums': { keys: ['Char:='] },
  'friction.timer': { keys: ['KeyT'] },
  'friction.case': { keys: ['KeyL'] },
  'friction.steps': { keys: ['KeyS'] },
  'friction.map': { keys: ['Digit1'] },
  'friction.pareto': { keys: ['Digit2'] },
  'friction.waterfall': { keys: ['Digit3'] },
  'friction.bridges': { keys: ['Digit4'] },
  'friction.waiting': { keys: ['Digit5'] },
  'friction.automation': { keys: ['Digit6'] },
  'friction.tab': { keys: ['KeyA'] },
  'friction.history': { keys: ['KeyH'] },
  'friction.trash': { keys: ['Delete'] },
  'friction.back': { keys: ['Escape'], inFields: true },

  'ledger.next': { keys: ['KeyJ'] },
  'ledger.previous': { keys: ['KeyK'] },
  'ledger.open': { keys: ['Enter'] },
  'ledger.work': { keys: ['KeyW'] },

  'merge.next': { keys: ['KeyJ'] },
  'merge.previous': { keys: ['KeyK'] },
  'merge.nextConflict': { keys: ['KeyN'] },
  'merge.mine': { keys: ['KeyM'] },
  'merge.theirs': { keys: ['KeyT'] },
  'merge.allMine': { keys: ['Shift+KeyM'] },
  'merge.allTheirs': { keys: ['Shift+KeyT'] },
  'merge.apply': { keys: ['Mod+Enter'] },
  'merge.leave': { keys: ['Escape'] },

  'month.next': { keys: ['KeyJ'] },
  'month.previous': { keys: ['KeyK'] },
  'month.open': { keys: ['Enter'] },
  'month.new': { keys: ['KeyN'] },
  'month.repeat': { keys: ['KeyD', 'KeyR'] },
  'month.measured': { keys: ['Digit1'] },
  'month.estimated': { keys: ['Digit2'] },
  'month.claimed': { keys: ['Digit3'] },
  'month.correct': { keys: ['KeyC'] },
  'month.explain': { keys: ['Char:='] },
  'month.trash': { keys: ['Delete'] },
  'month.accept': { keys: ['KeyA'] },
  'month.note': { keys: ['KeyI'] },
  'month.drop': { keys: ['KeyX'] },
  'month.nextStep': { keys: ['Mod+Enter'] },
  'month.previousStep': { keys: ['Mod+Shift+Enter'] },
  'month.later': { keys: ['Char:]'] },
  'month.earlier': { keys: ['Char:['] },
  'month.back': { keys: ['Escape'], inFields: true },

  'reports.export': { keys: ['Mod+KeyE'] },
  'reports.nextPage': { keys: ['PageDown'] },
  'reports.previousPage': { keys: ['PageUp'] },
  'reports.check': { keys: ['KeyC'] },
  'reports.cancel': { keys: ['Escape'] },
  'reports.zoomIn': { keys: ['Char:+'] },
  'reports.zoomOut': { keys: ['Char:-'] },
  'reports.zoomFit': { keys: ['Digit0'] },

  'vendors.contracts': { keys: ['Digit1'] },
  'vendors.calendar': { keys: ['Digit2'] },
  'vendors.new': { keys: ['KeyN'] },
  'vendors.paste': { keys: ['KeyI'] },
  'vendors.next': { keys: ['KeyJ'] },
  'vendors.previous': { keys: ['KeyK'] },
  'vendors.open': { keys: ['Enter'] },
  'vendors.promise': { keys: ['KeyP'] },
  'vendors.history': { keys: ['KeyH'] },
  'vendors.trash': { keys: ['Delete'] },
  'vendors.today': { keys: ['KeyT'] },
  'vendors.nextMonth': { keys: ['PageDown'] },
  'vendors.previousMonth': { keys: ['PageUp'] },
  'vendors.back': { keys: ['Escape'], inFields: true },
} as const satisfies Record<`${Scope}.${string}`, Row>;

export type CommandId = keyof typeof MAP;

export interface Binding extends Row {
  id: CommandId;
  scope: Scope;
}

export const keymap: readonly Binding[] = (Object.entries(MAP) as [CommandId, Row][]).map(
  ([id, row]) => ({ ...row, id, scope: id.slice(0, id.indexOf('.')) as Scope }),
);

const byId = new Map(keymap.map((binding) => [binding.id, binding]));

/** The first shortcut of a command, in key notation: for buttons, menus and the palette. */
export function keysOf(id: CommandId): string {
  return byId.get(id)?.keys[0] ?? '';
}

export interface Conflict {
  keys: string;
  first: string;
  second: string;
  reason: 'same' | 'prefix';
}

/** Pairs that one press could mean at once: equal keys, or a chord that opens another's sequence. */
export function conflicts(bindings: readonly Binding[] = keymap): Conflict[] {
  const found: Conflict[] = [];
  bindings.forEach((first, index) => {
    for (const second of bindings.slice(index + 1)) {
      const together =
        first.scope === second.scope ||
        OUTER[first.scope].includes(second.scope) ||
        OUTER[second.scope].includes(first.scope);
      if (!together || first.shadows || second.shadows) continue;
      for (const a of first.keys) {
        for (const b of second.keys) {
          const reason = clash(a, b);
          if (reason) found.push({ keys: a, first: first.id, second: second.id, reason });
        }
      }
    }
  });
  return found;
}

function clash(a: string, b: string): Conflict['reason'] | null {
  if (a === b) return 'same';
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return parseKeys(long).length > 1 && long.startsWith(`${short} `) ? 'prefix' : null;
}
