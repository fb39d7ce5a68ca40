// A screenshot on the clipboard reaches WebKitGTK as a paste event without text and without files, or as no event at
// all: then Rust reads the picture from the system's clipboard. Text always wins.

const WAIT = 80;

const editable = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, textarea, [contenteditable="true"]') !== null;

/** Handlers for the window; `onimage` runs when a person pasted and there was no text to paste. */
export function watchPaste(onimage: () => void): {
  onpaste: (event: ClipboardEvent) => void;
  onkeydown: (event: KeyboardEvent) => void;
} {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  return {
    onpaste(event) {
      clearTimeout(waiting);
      const types = [...(event.clipboardData?.types ?? [])];
      if (types.some((type) => type.startsWith('text/'))) return;
      event.preventDefault();
      onimage();
    },
    onkeydown(event) {
      const paste =
        (event.ctrlKey || event.metaKey) &&
        !event.altKey &&
        !event.shiftKey &&
        event.key.toLowerCase() === 'v';
      if (!paste || editable(event.target)) return;
      clearTimeout(waiting);
      waiting = setTimeout(onimage, WAIT);
    },
  };
}
