import type { StateCommand } from '@codemirror/state';

const ITEM = /^(\s*)(?:([-*+])|(\d{1,9})([.)]))(\s+)(\[[ xX]\]\s+)?/;

/** Enter inside a list goes on with the next mark; on an empty item it ends the list. */
export const continueList: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  const { main } = state.selection;
  const line = state.doc.lineAt(main.head);
  const match = ITEM.exec(line.text);
  if (!match || !main.empty || main.head < line.from + match[0].length) return false;
  if (line.text.length === match[0].length) {
    dispatch(state.update({ changes: { from: line.from, to: line.to, insert: '' } }));
    return true;
  }
  const [, indent = '', bullet, number, dot = '', space = ' ', task] = match;
  const mark = bullet ?? `${Number(number) + 1}${dot}`;
  const insert = `${state.lineBreak}${indent}${mark}${space}${task ? '[ ] ' : ''}`;
  dispatch(
    state.update({
      changes: { from: main.head, insert },
      selection: { anchor: main.head + insert.length },
      scrollIntoView: true,
      userEvent: 'input',
    }),
  );
  return true;
};
