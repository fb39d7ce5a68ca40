export const dossier = {
  rail: 'Sections',
  groups: { find: 'Find', prove: 'Prove' },
  sections: {
    overview: 'Overview',
    audit: 'Audit',
    findings: 'Findings',
    reports: 'Reports',
    trash: 'Trash',
  },
  switch: 'Switch client',
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
  readOnlyMore:
    'This client’s file does not match what the vault remembers, so nothing is written to it. Put back the newest copy of its folder.',
  opening: 'Opening the client',
  goneTitle: 'This client is not here',
  goneWords: 'It was removed, or it belongs to another vault.',
};
