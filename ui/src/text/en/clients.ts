import { plural } from '../plural';

export const clients = {
  title: 'Clients',
  filter: 'Filter clients',
  filterHint: 'Type to filter',
  new: 'New client',
  import: 'Import…',
  importWords: 'Bring in a client from a file',
  opened: (when: string) => `Opened ${when}`,
  neverOpened: 'Not opened yet',
  sample: 'Sample',
  opening: 'Opening the client',
  nothingDue: 'Nothing due',
  due: {
    milestone: (count: number) =>
      plural('en', count, { one: 'Milestone', other: `${count} milestones` }),
    round: (count: number) =>
      plural('en', count, { one: 'Round still open', other: `${count} rounds still open` }),
    finding: (count: number) =>
      plural('en', count, { one: 'Finding open', other: `${count} findings open` }),
    report: (count: number) =>
      plural('en', count, { one: 'Report due', other: `${count} reports due` }),
    other: (what: string, count: number) => `${count} × ${what.replaceAll('_', ' ')}`,
  } as const,
  dueOn: (day: string) => `on ${day}`,
  levels: { standard: 'Standard', strict: 'Strict' },
  empty: {
    title: 'Your first client',
    words:
      'Each client is sealed in files of its own. Start with yours, or look around in three invented ones.',
    samples: 'Open the sample clients',
  },
  noMatch: (query: string) => `No client fits “${query}”`,
  noMatchWords: 'Clear the filter to see all of them.',
  clear: 'Clear the filter',
  samples: {
    here: 'Three invented clients show what a full case looks like.',
    some: (count: number) =>
      plural('en', count, {
        one: 'One invented client is here.',
        other: `${count} invented clients are here.`,
      }),
    remove: 'Remove the samples',
    removed: (count: number) =>
      plural('en', count, { one: '1 sample removed', other: `${count} samples removed` }),
    added: 'The sample clients are here',
    offer: 'Add three sample clients',
  },
  imported: (codename: string, records: number, evidence: number) =>
    `${codename} is here: ${records} records, ${evidence} evidence files`,
  importWarnings: (count: number) =>
    plural('en', count, {
      one: 'One thing differs from the file',
      other: `${count} things differ from the file`,
    }),
  exported: (path: string) => `Written to ${path}`,
  exportPlain: 'Export as an open file',
  form: {
    title: 'New client',
    lead: 'A codename is enough. The rest can wait.',
    codename: 'Codename',
    codenameHint: 'Stands in lists in place of the name.',
    codenameNeeded: 'Give a codename of letters, digits or dashes.',
    name: 'Name',
    sector: 'Sector',
    country: 'Country',
    language: 'Language',
    currency: 'Currency',
    revenue: 'Revenue a year',
    people: 'People',
    engineers: 'Engineers',
    figures: 'Figures',
    engagement: 'Engagement',
    kinds: { fractional_cto: 'Fractional CTO', due_diligence: 'Due diligence' },
    engagementTitle: 'Title',
    defaultTitles: {
      fractional_cto: 'Fractional CTO',
      due_diligence: 'Technical due diligence',
    },
    pack: 'First questions',
    packs: {
      day1: 'Day 1',
      dd3: 'Three-day acquisition',
      takeover: 'Takeover of a codebase',
      monthly: 'Monthly re-check',
      handover: 'Handover',
      full: 'Everything',
    },
    packCount: (count: number) => `${count} questions`,
    level: 'How it is sealed',
    standard: 'Standard',
    standardMore:
      'Any backup of the vault restores this client with your passphrase. Destroying the client reaches this vault; old backups open it until they expire.',
    strict: 'Strict',
    strictMore:
      'Half of its key stays in this computer’s keychain and on a printed sheet. Destroying the client reaches old backups too. A new computer needs the sheet.',
    create: 'Create client',
    creating: 'Sealing the client’s files',
  },
  sheet: {
    title: (codename: string) => `The sheet of ${codename}`,
    lead: 'It is shown once. Without it, a new computer cannot open this client, and nobody can make it again.',
    steps: 'Write the groups down on paper, and keep the paper with your contracts.',
    check: 'Type two groups back, so that you know they are right.',
    group: (number: number) => `Group ${number}`,
    wrong: 'This is not what stands above.',
    done: 'The sheet is on paper',
    entry: 'The groups on the sheet',
    entryHint: 'Spaces, hyphens and small letters do not matter.',
    entryWrong:
      'These groups do not open this client. Compare them with the sheet, group by group.',
    entryFailed: 'The client could not be opened. Try again.',
    open: 'Open with the sheet',
  },
};
