// Where files land that are dropped on the window: the room that takes them says so.

/** The finding that dropped files are hung on. */
export interface Landing {
  code: string;
  title: string;
}

type Where = () => Landing | null;

let offered = $state.raw<Where | null>(null);

export const dropTarget = {
  /** Null where nothing takes files. */
  get landing(): Landing | null {
    return offered?.() ?? null;
  },

  /** A room takes files, at the place that `where` names when asked; until the returned function is called. */
  offer(where: Where): () => void {
    offered = where;
    return () => {
      if (offered === where) offered = null;
    };
  },
};
