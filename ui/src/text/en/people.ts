// People who are named where they are first needed.
export const people = {
  add: 'New person…',
  title: 'New person',
  name: 'Name',
  nameHint: 'Initials are enough. Reports print roles, not names.',
  role: 'Role',
  do: 'Add',
};
