// Every sentence of the reports room.
import type { Audience, RecordRef, ReportKind } from '$/host/bindings';
import { fieldWord, WORDS } from '$/host/words';

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

/** “Finding F04 “Backups are never restored””: which record, by its code and title. */
function named(record: RecordRef | null, params: Params): string {
  const noun = WORDS.records[record?.section ?? ''] ?? 'A record';
  const title = params['title'] ? ` “${params['title']}”` : '';
  return `${noun}${record?.code ? ` ${record.code}` : ''}${title}`;
}

/** The same, with the field as its form calls it; a sentence that no record holds is told by its part of the report. */
function place(record: RecordRef | null, params: Params): string {
  if (!record) return `The part “${of(params, 'part')}”`;
  const field = params['field'];
  return field ? `${named(record, params)}, “${fieldWord(field)}”` : named(record, params);
}

const inside = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

const checks: Record<string, (params: Params, record: RecordRef | null) => string> = {
  needsRedaction: (p, r) =>
    `${named(r, p)} still needs its black boxes. Draw them, or take the picture out.`,
  dealCriticalWithheld: (p, r) =>
    `${named(r, p)} is deal-critical and hidden from this copy. Show it, or record why not.`,
  founderSentenceMissing: (p, r) => `${named(r, p)} has no sentence for the founder. Write one.`,
  looksLikeSecret: (p, r) =>
    `${place(r, p)}: “${of(p, 'preview')}” looks like a secret (${of(p, 'secret').replaceAll('-', ' ')}). Take it out; if it is real, have it changed.`,
  openBrace: (p, r) =>
    `${place(r, p)}: {${of(p, 'word')}} is still to be filled in. Write what belongs there.`,
  glyphMissing: (p) =>
    `Page ${of(p, 'page')}: no font of the report has ${of(p, 'letters')}, in “${of(p, 'text')}”. Write it with other letters.`,
  toldOnly: (p, r) =>
    `${named(r, p)} is serious and rests on one person's word. Add evidence, or say so.`,
  noCost: (p, r) => `${named(r, p)} has no days of work. Estimate them.`,
  noOwner: (p, r) => `${named(r, p)} is open and has no owner. Name one.`,
  dueInThePast: (p, r) =>
    `An action for ${inside(named(r, p))} was due in the past. Move it, or close it.`,
  namesHiddenRecord: (p, r) =>
    `${place(r, p)} names ${inside(named({ section: of(p, 'kind'), id: '', code: of(p, 'code') }, { title: of(p, 'named') }))}, which this reader does not hold. Take the name out, or let this reader see it.`,
  unfinishedWord: (p, r) =>
    `${place(r, p)} says “${of(p, 'word')}”. Finish the sentence, or take the word out.`,
  noAltText: (p, r) => `${named(r, p)} has no description for those who cannot see it. Add one.`,
  noPractice: () =>
    'The report names nobody who made it. Settings, Reports has the practice’s name.',
  fewAnswers: (p) =>
    `Only ${of(p, 'answered')} of ${of(p, 'all')} questions of the round are answered. The report says so; so should you.`,
  draftsLeftOut: (p) =>
    of(p, 'count') === '1'
      ? '1 draft is left out: drafts enter no report.'
      : `${of(p, 'count')} drafts are left out: drafts enter no report.`,
  monthWithoutHeadline: () => 'The month has no headline. Write the one sentence that it comes to.',
  measuredWithoutBaseline: (p) =>
    `${of(p, 'line')} “${of(p, 'title')}” is called measured and has no reading before and after. Add both, or call it estimated.`,
  claimedWithoutBaseline: (p) =>
    `${of(p, 'line')} “${of(p, 'title')}” is claimed without a baseline. Take one, or say why there is none.`,
  lineUnread: (p) =>
    `${of(p, 'line')} “${of(p, 'title')}” was delivered and its after-value was not read. Read it, or leave it out.`,
  readingOverdue: (p, r) =>
    `${named(r, p)} was done and nobody read its outcome, though its day has come. Read it.`,
  decisionAnswered: (p, r) =>
    `${named(r, p)} is asked for in this month and was decided already. Take it out.`,
  feeDiffers: () =>
    'The retainer of this month is not the one that was agreed. One of the two is wrong.',
  signedMonthChanged: (p) =>
    `${of(p, 'month')} is no longer what was signed. Restore it from its history before another month is signed.`,
  overAttributed: (p) =>
    `The shares of “${of(p, 'cause')}” add up to more than the whole. Lower them, or drop a line.`,
  overFlowTotal: (p, r) =>
    `${named(r, p)}: a year of its confirmed lines is more than it costs. One of the two is wrong.`,
  criticalOld: (p, r) =>
    `${named(r, p)} is critical and open for ${of(p, 'days')} days. The month has to speak of it.`,
  promiseNotMentioned: (p, r) =>
    `${named(r, p)} was promised for this month, is not done and is not mentioned. Say what happened.`,
  flowWithoutCost: (p, r) => `${named(r, p)} costs nothing. Measure it, or take it out.`,
  flowAssumed: (p, r) =>
    `${named(r, p)} rests on an input that is only assumed. Time ten cases, or say so.`,
  useNotNamed: (p, r) =>
    `${named(r, p)}: nobody named what the time is used for. Until then it is no return.`,
  noMoves: () => 'No open case returns more than it costs to run. The report says so.',
  measureMissing: (p) => `“${of(p, 'measure')}” cannot be read. The page says why; so should you.`,
  measureFirst: (p) => `“${of(p, 'measure')}” is a first reading: nothing stands beside it.`,
  monthNotOver: (p) =>
    `The month ${of(p, 'month')} is not over. The page shows how it stands on the day of the records.`,
  monthNotSigned: () => 'The month is not signed yet. Its figures may still change.',
  caseWithoutBenefit: (p, r) =>
    `${named(r, p)}: no benefit is computed. Say which share of the work the automation removes.`,
  caseAssumed: (p, r) =>
    `${named(r, p)}: a figure behind it is assumed. Time it, sample it, or ask.`,
  caseWithoutUse: (p, r) =>
    `${named(r, p)}: no use of the time that becomes free is named. Name one.`,
  caseNotRead: (p, r) =>
    `${named(r, p)}: it is built, and nobody read how far it is used. Take a reading of adoption.`,
  caseNearLimit: (p, r) => `${named(r, p)}: the capacity limit is near. Say what happens then.`,
  caseWithoutDesign: (p, r) => `${named(r, p)}: no decision on the design is recorded.`,
  deliveredNotProved: (p, r) => `${named(r, p)} is done, and nobody read its outcome. Read it.`,
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
  kind: 'Report',
  kinds: {
    audit: 'Leverage Audit',
    monthly: 'Value Creation Report',
    lite: 'Leverage Audit Lite',
    board: 'Board page',
    case: 'Automation case',
  } satisfies Record<ReportKind, string>,
  kindHints: {
    audit: 'everything, with friction first and the evidence behind it',
    monthly: 'what a month cost and what it returned',
    lite: 'two pages from the flows of work alone',
    board: 'one page, the same five measures every month',
    case: 'one or two pages on whether automating a flow pays',
  } satisfies Record<ReportKind, string>,
  flow: 'Flow',
  month: 'Month',
  signed: 'signed',
  unsigned: 'not signed yet',
  audience: 'For',
  noCopy: {
    audit: 'This reader has no copy of it.',
    monthly: 'This reader does not hold the ledger.',
    lite: 'This reader has no copy of it, or sees no flow.',
    board: 'This reader does not hold the ledger.',
    case: 'A case is for the founder or the client.',
  } satisfies Record<ReportKind, string>,
  locale: 'Figures and dates',
  ownLocale: (tag: string): string => `As the client writes (${tag})`,
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
  tiers: { look: 'Still to be looked at', stop: 'Stops', warning: 'Warnings', note: 'Notes' },
  tierClear: 'Nothing stands in the way.',
  lookAt: (code: string, title: string): string => `Look at ${code}${title ? ` “${title}”` : ''}`,
  check: (code: string, params: Params, record: RecordRef | null): string =>
    checks[code]?.(params, record) ?? `${named(record, params)}: ${code}`,
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
    'Open it once and read its first pages as the founder would.',
    'This copy has left the vault: send it the way you agreed with the client.',
    'Each finding keeps its number, so answers can name it.',
  ],
  close: 'Done',
  copyPath: 'Copy path',
  megabytes: (size: string): string => `${size} MB`,
  kilobytes: (size: string): string => `${size} kB`,
};
