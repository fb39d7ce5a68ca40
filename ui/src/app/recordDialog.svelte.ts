// The record that is looked at on its own, over the room.
class RecordDialogState {
  shown = $state<string | null>(null);
}

export const recordDialog = new RecordDialogState();
