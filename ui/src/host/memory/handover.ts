// Hand-overs of the in-memory host: cards, sealing, what arrives, and a merge with every kind of difference.
import type { Arrived, ContactCard, MergeField } from '../bindings';
import { problem, recordId, type MemoryDossier } from './dossier';
import type { Answers } from './keeping';
import type { VaultFace } from './vault';

export type HandOverCommand =
  | 'contactCard'
  | 'readCard'
  | 'handOver'
  | 'receive'
  | 'takeIn'
  | 'mergeView'
  | 'applyMerge'
  | 'dropArrival';

const OWN: ContactCard = {
  name: 'Mara Ellison',
  text: 'valise1q9xw4s0l7dtn2yv8m5zr3cja6kfhe0u9p4sqwl27xgtn5yv0d8mzr3cj6kaf9hep4uswql0x27gt5nyv8dmz3rcja6kfh9ep4us0wqlx72g5tny8vdm3zrc6jkafu9hq2d8ka',
  words: ['lantern', 'copper', 'meadow', 'orbit', 'saddle', 'thrive'],
};
const JONAS: ContactCard = {
  name: 'Jonas Weir',
  text: 'valise1q8dk2a9hq4usw0l27xgtn5yv8mzr3cja6kfhe9p4us0wqlx72g5tny8vdm3zrc6jkafu9hqd2k8a7xw4s0ldtn2yvm5z',
  words: ['harbour', 'violin', 'amber', 'ticket', 'frost', 'ladder'],
};

/** What both sides did to the sample client since the copies parted. */
function differences(dossier: MemoryDossier | null): MergeField[] {
  const finding = (
    code: string,
    path: string,
    state: MergeField['state'],
    texts: [base: string | null, mine: string | null, theirs: string | null],
  ): MergeField => ({
    record: recordId('findings', code),
    section: 'findings',
    code,
    title:
      dossier?.client.findings.find((one) => one.id === code)?.title ?? 'A finding of their own',
    path,
    base: texts[0],
    mine: texts[1],
    theirs: texts[2],
    state,
    taken: state === 'conflict' ? null : state,
  });
  return [
    finding('F02', 'status', 'mine', ['planned', 'in_progress', 'planned']),
    finding('F02', 'recommendation', 'conflict', [
      'Confirm removal in the support desk.',
      'Confirm removal in the support desk, read its export log for February to June, and keep the leaver list as part of the last working day.',
      'Confirm removal in the support desk and in the two shared mailboxes, and have the owner sign for it.',
    ]),
    finding('F02', 'loss.likely', 'conflict', ['240000.00', '260000.00', '220000.00']),
    finding('F05', 'owner', 'theirs', ['P09', 'P09', 'P03']),
    finding('F05', 'due', 'theirs', [null, null, '2027-01-15']),
    finding('F07', 'title', 'conflict', [
      'No outside security test',
      'No outside security test in two years',
      'Nobody outside has tested the security',
    ]),
    finding('F31', '', 'theirs', [null, null, 'A finding of their own, with everything in it']),
    {
      record: recordId('rounds', 'RD2'),
      section: 'answers',
      code: 'INF-04',
      title: 'When was a full restore last done, and how long did it take?',
      path: 'note',
      base: 'Never.',
      mine: 'Never.',
      theirs: 'Done on 8 October, 5.2 hours.',
      state: 'theirs',
      taken: 'theirs',
    },
    {
      record: recordId('notes', 'N12'),
      section: 'notes',
      code: 'N12',
      title: 'Call with the hosting partner',
      path: '',
      base: 'Call with the hosting partner, 14 November.',
      mine: null,
      theirs: 'Call with the hosting partner, 14 November.',
      state: 'mine',
      taken: 'mine',
    },
  ];
}

/** `remember` notes a copy that left; `open` is the dossier of the open client. */
export function handOverCommands(
  vault: VaultFace,
  remember: (client: string, place: string) => void,
  open: () => MemoryDossier | null,
): Answers<HandOverCommand> {
  const arrivals = new Map<string, Arrived>();
  let counted = 0;
  const arrival = (token: string): Arrived => {
    const found = arrivals.get(token);
    if (!found) throw problem('notFound', { record: token });
    return found;
  };
  return {
    contactCard: async () => OWN,
    readCard: async (text) => {
      const found = [JONAS, OWN].find((card) => card.text === text.replace(/\s/g, ''));
      if (!found) throw problem('cardNotUnderstood');
      return found;
    },
    handOver: async ({ client, withSecrets }) => {
      await vault.work('handover');
      const { source } = vault.find(client);
      const { codename } = source.client;
      const path = `/home/mara/Documents/${codename.toLowerCase()}.valise`;
      remember(codename, path);
      return {
        path,
        records: 214,
        evidence: source.evidence.length,
        leftOut: withSecrets ? [] : ['env_files', 'access_grants', 'identities'],
      };
    },
    receive: async (passphrase) => {
      // The harder of the two ways: the file is sealed by a passphrase.
      if (passphrase === null) throw problem('handOverNeedsPassphrase');
      if (passphrase === 'wrong') throw problem('wrongPassphrase');
      counted += 1;
      const known = vault.ids()[0];
      const codename = known ? vault.find(known).source.client.codename : 'HERON';
      const found: Arrived = {
        token: `arrival-${counted}`,
        codename,
        from: JONAS.name,
        fromWords: JONAS.words,
        made: Date.now() - 26 * 3_600_000,
        records: 231,
        evidence: 14,
        leftOut: ['env_files', 'access_grants'],
        here: known ? { id: known, codename } : null,
      };
      arrivals.set(found.token, found);
      return found;
    },
    takeIn: async (token, codename) => {
      const { records, evidence } = arrival(token);
      const { id } = vault.add(codename);
      arrivals.delete(token);
      return { id, codename, records, evidence, warnings: [] };
    },
    mergeView: async (token) => {
      arrival(token);
      return { token, hasBase: true, fields: differences(open()) };
    },
    applyMerge: async (token, choices) => {
      arrival(token);
      const dossier = open();
      if (!dossier) throw problem('noClient');
      const fields = differences(dossier);
      const sides = new Map(choices.map((one) => [`${one.record}/${one.path}`, one.side]));
      const side = (field: MergeField) => sides.get(`${field.record}/${field.path}`) ?? field.taken;
      if (fields.some((field) => side(field) === null)) throw problem('refused');
      const changed = fields.filter((field) => side(field) === 'theirs');
      dossier.change('merge', '', ['findings', 'answers'], () => {
        for (const field of changed) {
          const finding = dossier.client.findings.find((one) => one.id === field.code);
          if (finding && field.path === 'title' && field.theirs) finding.title = field.theirs;
        }
        return null;
      });
      arrivals.delete(token);
      return new Set(changed.map((field) => field.record)).size;
    },
    dropArrival: async (token) => {
      arrivals.delete(token);
      return null;
    },
  };
}
