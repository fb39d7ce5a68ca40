// Shapes that several shared parts take. No domain words here.
import type { Component } from 'svelte';

/** A Lucide icon, imported one by one: `import Lock from '@lucide/svelte/icons/lock'`. */
export type Icon = Component<{
  size?: number | string;
  strokeWidth?: number | string;
  class?: string;
  'aria-hidden'?: boolean | 'true' | 'false';
}>;

/** One choice of a Select, Combobox or Segmented. `value` must be unique and not empty. */
export interface Option<V extends string = string> {
  value: V;
  label: string;
  /** A quieter second line or right-hand word. */
  hint?: string;
  disabled?: boolean;
  icon?: Icon;
}

/** One line of a Menu or ContextMenu. */
export type MenuItem =
  | {
      id: string;
      label: string;
      icon?: Icon;
      /** Key notation as in app/keymap.ts, shown at the right. */
      keys?: string;
      danger?: boolean;
      disabled?: boolean;
      /** Shows a tick. */
      checked?: boolean;
      onselect: () => void;
    }
  | { separator: true }
  | { heading: string };

/** A column of a Table. */
export interface Column {
  id: string;
  label: string;
  align?: 'start' | 'end' | 'center';
  sortable?: boolean;
  /** CSS width, e.g. `8rem`. Without it the column takes what is left. */
  width?: string;
  /** Says the label to screen readers only. */
  hideLabel?: boolean;
}

export interface Sort {
  by: string;
  direction: 'ascending' | 'descending';
}
