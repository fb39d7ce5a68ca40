// Pictures of evidence as blob URLs. Each is asked for once, and every URL is revoked when the room is left, so that
// no picture outlives the place that shows it.
import type { RecordId } from '$/host/bindings';
import { SvelteMap } from 'svelte/reactivity';
import type { Room } from '../room';

export type Picture = { state: 'loading' } | { state: 'ready'; url: string } | { state: 'failed' };

export class EvidenceImages {
  private pictures = new SvelteMap<string, Picture>();
  private gone = false;

  constructor(private readonly room: Pick<Room, 'host'>) {}

  /** What is known of a picture now. Ask for it with `want`. */
  get(id: RecordId, width: number): Picture | undefined {
    return this.pictures.get(`${id}@${width}`);
  }

  /** Fetches a picture once; `width` 0 is as stored. */
  async want(id: RecordId, width: number): Promise<void> {
    const key = `${id}@${width}`;
    if (this.pictures.has(key) || this.gone) return;
    this.pictures.set(key, { state: 'loading' });
    try {
      await this.fetch(id, width);
    } catch {
      this.pictures.set(key, { state: 'failed' });
    }
  }

  /** A picture that changed is fetched anew; the one that is shown stays until then. */
  async again(id: RecordId): Promise<void> {
    const widths = [...this.pictures.keys()]
      .filter((key) => key.startsWith(`${id}@`))
      .map((key) => Number(key.slice(id.length + 1)));
    await Promise.all(widths.map((width) => this.fetch(id, width)));
  }

  private async fetch(id: RecordId, width: number): Promise<void> {
    const bytes = await this.room.host.evidenceImage(id, width);
    if (this.gone) return;
    const old = this.get(id, width);
    const url = URL.createObjectURL(new Blob([bytes], { type: 'image/png' }));
    this.pictures.set(`${id}@${width}`, { state: 'ready', url });
    if (old?.state === 'ready') URL.revokeObjectURL(old.url);
  }

  destroy(): void {
    this.gone = true;
    for (const picture of this.pictures.values()) {
      if (picture.state === 'ready') URL.revokeObjectURL(picture.url);
    }
    this.pictures.clear();
  }
}
