/** A limit that can be armed again for each step; `passed` settles with the limit's length once one has passed. */
export class Deadline {
  readonly passed: Promise<number>;
  #pass: (limitMs: number) => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor() {
    this.passed = new Promise((resolve) => {
      this.#pass = resolve;
    });
  }

  /** `limitMs` is what the person set; `leftMs` what is left of it. */
  arm(limitMs: number, leftMs = limitMs): void {
    this.disarm();
    this.#timer = setTimeout(() => this.#pass(limitMs), Math.max(0, leftMs));
  }

  disarm(): void {
    clearTimeout(this.#timer);
  }
}
