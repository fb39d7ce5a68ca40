// A figure opened to its inputs, and those to theirs: a path that can be walked back.
import type { Explanation, FigureQuery, LedgerFigure, ValueChain } from '$/host/bindings';
import type { Room } from '../room';

export class ExplainState {
  path = $state.raw<Explanation[]>([]);
  chain = $state.raw<ValueChain | null>(null);
  open = $state(false);
  private turn = 0;

  readonly shown = $derived(this.path.at(-1) ?? null);

  constructor(private readonly room: Pick<Room, 'host' | 'voice'>) {}

  /** Opens a figure from the page. */
  async explain(
    figure: LedgerFigure,
    where: { month?: string | null; cumulated?: boolean; of?: string | null } = {},
  ): Promise<void> {
    await this.go(
      {
        figure,
        month: where.month ?? null,
        cumulated: where.cumulated ?? false,
        of: where.of ?? null,
      },
      [],
    );
  }

  /** Opens one input of what is shown. */
  async deeper(query: FigureQuery): Promise<void> {
    await this.go(query, this.path);
  }

  async back(): Promise<void> {
    const [, ...rest] = this.path.toReversed();
    this.path = rest.toReversed();
    await this.follow(this.turn);
  }

  private async go(query: FigureQuery, before: Explanation[]): Promise<void> {
    const turn = ++this.turn;
    try {
      const explanation = await this.room.host.ledgerFigure(query);
      if (turn !== this.turn) return;
      this.path = [...before, explanation];
      this.chain = null;
      this.open = true;
      await this.follow(turn);
    } catch (problem) {
      this.room.voice.fail(problem);
    }
  }

  /** A figure of a line ends in the way of its value. */
  private async follow(turn: number): Promise<void> {
    const query = this.shown?.query;
    const line = query?.of && LINE_FIGURES.has(query.figure) ? query.of : null;
    if (!line) {
      this.chain = null;
      return;
    }
    try {
      const chain = await this.room.host.ledgerChain(line);
      if (turn === this.turn) this.chain = chain;
    } catch (problem) {
      this.room.voice.fail(problem);
    }
  }
}

const LINE_FIGURES: ReadonlySet<LedgerFigure> = new Set<LedgerFigure>([
  'lineGross',
  'lineNet',
  'lineConfirmed',
  'lineWeighted',
  'correction',
]);
