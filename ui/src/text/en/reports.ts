// Every sentence of the reports room.
import type { Audience } from '$/host/bindings';

const audiences: Record<Audience, string> = {
  founder: 'Founder',
  client: 'Client',
  engineers: 'Engineers',
  investor: 'Investor',
};

const audienceHints: Record<Audience, string> = {
  founder: 'everything the founder may see, with your notes',
  client: 'what everybody at the client may see',
  engineers: 'findings and fixes, without founder-only records',
  investor: 'what the buyer may see and nothing else',
};

type Params = Record<string, string>;
const of = (params: Params, key: string): string => params[key] ?? '';

const checks: Record<string, (params: Params) => string> = {
  needsRedaction: (p) =>
    `${of(p, 'evidence')} still needs its black boxes. Draw them, or take the picture out.`,
  dealCriticalWithheld: (p) =>
    `${of(p, 'finding')} is deal-critical and hidden from this copy. Show it, or record why not.`,
  founderSentenceMissing: (p) => `${of(p, 'finding')} has no sentence for the founder.`,
  looksLikeSecret: (p) =>
    `“${of(p, 'preview')}” looks like a secret (${of(p, 'rule')}), in ${of(p, 'place')}. Take it out.`,
  openBrace: (p) => `{${of(p, 'word')}} is still to be filled in, in ${of(p, 'place')}.`,
  glyphMissing: (p) =>
    `Page ${of(p, 'page')}: no bundled font has ${of(p, 'letters')}, needed in “${of(p, 'text')}”.`,
  toldOnly: (p) => `${of(p, 'finding')} is serious and rests on one person's word.`,
  noCost: (p) => `${of(p, 'finding')} has no days of work.`,
  noOwner: (p) => `${of(p, 'finding')} is open and has no owner.`,
  dueInThePast: (p) => `The action of ${of(p, 'finding')} was due in the past.`,
  namesHiddenRecord: (p) =>
    `${of(p, 'place')} names ${of(p, 'code')}, which this reader does not hold.`,
  unfinishedWord: (p) => `“${of(p, 'word')}” stands in ${of(p, 'place')}.`,
  noAltText: (p) => `${of(p, 'evidence')} has no description for those who cannot see it.`,
  draftsLeftOut: (p) =>
    of(p, 'count') === '1'
      ? '1 draft is left out: drafts enter no report.'
      : `${of(p, 'count')} drafts are left out: drafts enter no report.`,
  sectionEmpty: (p) => `“${of(p, 'section')}” is empty and is left out.`,
};

export const reports = {
  title: 'Reports',
  loading: 'Reading what can be reported',
  audiences,
  audienceHints,
  outline: 'Outline',
  params: 'Copy',
  engagement: 'Engagement',
  audience: 'For',
  audienceReason: (code: string): string =>
    code === 'noEngagementForAudience' ? 'No engagement has a copy for this reader.' : code,
  recipient: 'Recipient',
  recipientHint: 'Printed on every page',
  paper: 'Paper',
  papers: { a4: 'A4', letter: 'Letter' },
  copies: 'of',
  copyOf: (copy: number, copies: number): string => `Copy ${copy} of ${copies}`,
  copyNumber: 'Copy',
  password: 'Lock the PDF with a password',
  passwordHint: 'An encrypted copy is not an archive copy (PDF/A).',
  passwordField: 'Password of the PDF',
  sections: 'Sections',
  empty: 'empty, left out',
  sectionOn: (title: string): string => `Print ${title}`,

  pages: 'Pages',
  page: (index: number, of: number): string => `Page ${index} of ${of}`,
  pageAlt: (index: number): string => `Page ${index} of the report`,
  fit: (pages: number, minutes: number): string =>
    `${pages} ${pages === 1 ? 'page' : 'pages'}, ${minutes} min read`,
  typesetting: 'Typesetting',
  cancel: 'Cancel',
  cancelled: 'Stopped. The pages below are the last complete ones.',
  again: 'Typeset again',
  zoomIn: 'Larger',
  zoomOut: 'Smaller',
  zoomFit: 'Fit width',
  zoom: (percent: number): string => `${percent}%`,
  noPages: 'Nothing to print yet.',
  noPagesHint: 'Confirm a finding or answer some questions, then come back.',

  checks: 'Before export',
  tiers: { stop: 'Stops', warning: 'Warnings', note: 'Notes' },
  tierClear: 'Nothing stands in the way.',
  check: (code: string, params: Params): string =>
    checks[code]?.(params) ?? [code, ...Object.values(params)].join(' '),
  openRecord: (code: string): string => `Open ${code}`,
  leaves: 'What leaves the vault',
  leavesFindings: (count: number): string => (count === 1 ? '1 finding' : `${count} findings`),
  leavesImages: (count: number): string => (count === 1 ? '1 picture' : `${count} pictures`),
  leavesNoImages: 'No picture leaves.',
  lookFirst: 'Look at each picture once before it leaves.',
  seen: 'Seen',
  seenLabel: (code: string): string => `I have looked at ${code}`,
  seenCount: (seen: number, of: number): string => `${seen} of ${of} seen`,
  boxes: (count: number): string => (count === 1 ? '1 black box' : `${count} black boxes`),
  withheld: 'Withheld from this copy',
  withheldOwn: (count: number): string =>
    count === 1 ? '1 finding this reader may not see' : `${count} findings this reader may not see`,
  withheldReuse: (count: number): string =>
    count === 1 ? '1 record of another engagement' : `${count} records of another engagement`,
  withheldNone: 'Nothing is withheld.',
  withheldNotPrinted: 'These numbers are for you; they are not printed.',

  export: 'Export PDF',
  exporting: 'Exporting',
  blocked: {
    stops: (count: number): string =>
      count === 1 ? 'Resolve 1 stop first.' : `Resolve ${count} stops first.`,
    images: (count: number): string =>
      count === 1 ? 'Look at 1 picture first.' : `Look at ${count} pictures first.`,
    password: 'Give the PDF a password of at least 8 characters.',
    pages: 'There is nothing to print.',
  },
  done: 'Exported',
  doneWhere: (path: string): string => `Saved as ${path}`,
  doneFacts: (pages: number, size: string): string => `${pages} pages, ${size}`,
  doneHash: 'SHA-256',
  doneChain: 'Journal at export',
  nowTitle: 'What now?',
  now: [
    'Open it once and read page 2 as the founder would.',
    'This copy has left the vault: send it the way you agreed with the client.',
    'Each finding keeps its number, so answers can name it.',
  ],
  close: 'Done',
  copyPath: 'Copy path',
  megabytes: (size: string): string => `${size} MB`,
  kilobytes: (size: string): string => `${size} kB`,
};
