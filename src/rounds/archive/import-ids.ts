import { brokenArchive } from "./check-archive.ts";

/** The new ids of what an archive names by keys. A key that names nothing is its author's mistake. */
export class ImportIds<Key extends string | number> {
  readonly #what: string;
  readonly #ids = new Map<Key, number>();

  constructor(what: string) {
    this.#what = what;
  }

  set(key: Key, id: number): void {
    this.#ids.set(key, id);
  }

  /** @throws UserError that names the place of a key that stands for nothing. */
  get(key: Key, place: string): number {
    const id = this.#ids.get(key);
    if (id === undefined) throw brokenArchive(place, `there is no ${this.#what} ${key} in this file`);
    return id;
  }

  orNull(key: Key | null, place: string): number | null {
    return key === null ? null : this.get(key, place);
  }
}
