import { fieldWord, recordWord } from '$/host/words';

export const dossier = {
  rail: 'Sections',
  groups: { find: 'Find', know: 'Know', prove: 'Prove' },
  sections: {
    overview: 'Overview',
    audit: 'Audit',
    findings: 'Findings',
    friction: 'Friction',
    vendors: 'Vendors',
    ledger: 'Value ledger',
    reports: 'Reports',
    trash: 'Trash',
    merge: 'Merge',
  },
  more: (count: number) => `Show ${count} more`,
  fewer: 'Show fewer',
  switch: 'Switch client',
  facts: {
    menu: 'About this client…',
    title: (codename: string) => `About ${codename}`,
    lead: 'Severity and many figures follow from the revenue.',
    save: 'Save',
    saved: 'The client’s facts are saved',
  },
  record: {
    section: recordWord,
    field: fieldWord,
  },
  allClients: 'All clients',
  openClients: 'Clients',
  bankExported: (path: string) => `Own questions and templates are in ${path}`,
  bankImported: (count: number) =>
    count === 1 ? 'One question or template came in' : `${count} questions and templates came in`,
  find: 'Find or do',
  settings: 'Settings',
  lock: 'Lock',
  sample: 'Sample client',
  readOnly: 'Open for reading only',
  opening: 'Opening the client',
  goneTitle: 'This client is not here',
  goneWords: 'It was removed, or it belongs to another vault.',
};
