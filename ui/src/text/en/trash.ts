import { plural } from '../plural';

export const trash = {
  title: 'Trash',
  lead: 'What you removed stays here until you erase it. Erasing takes it out of the history, too.',
  count: (count: number) => plural('en', count, { one: '1 thing', other: `${count} things` }),
  columns: { code: 'Code', title: 'Title', kind: 'Kind', at: 'Removed', actions: 'Actions' },
  restore: 'Restore',
  restored: (title: string) => `Restored: ${title}`,
  erase: 'Erase…',
  erased: 'Erased',
  empty: 'The trash is empty',
  emptyWords: 'Things you remove wait here, so that a slip costs nothing.',
  ask: {
    title: 'Erase for good?',
    words: (title: string) =>
      `“${title}” and every earlier version of it are destroyed. This cannot be undone. The history keeps the date, not the words.`,
    button: 'Erase',
    keep: 'Keep it',
  },
};
