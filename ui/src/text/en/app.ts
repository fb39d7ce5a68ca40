import { plural } from '../plural';

export const app = {
  skip: 'Skip to the content',
  palette: {
    title: 'Find or do anything',
    placeholder: 'Type a command, a client, a question or a finding',
    recent: 'Recent',
    commands: 'Commands',
    clients: 'Clients',
    records: 'In this client',
    empty: 'Nothing matches. Try fewer letters.',
    count: (count: number) =>
      `${count} ${plural('en', count, { one: 'result', other: 'results' })}`,
    kinds: {
      question: 'Question',
      finding: 'Finding',
      client: 'Client',
      evidence: 'Evidence',
      note: 'Note',
      person: 'Person',
      record: 'Record',
    },
  },
  veil: {
    on: 'The veil is on: names, amounts and other clients are hidden',
    off: 'The veil is off',
    badge: 'Veil on',
    lift: 'Lift the veil',
  },
  drop: {
    add: 'Drop to add as evidence',
    nowhere: 'Files land on a finding',
    nowhereHint: 'Open the finding they belong to, then drop them there.',
  },
  save: { all: 'Everything is saved', failed: 'Not saved yet' },
  locking: 'Locking',
  openFailed: 'This part of the app did not load',
  openFailedRemedy: 'Go back, or restart the app.',
};
