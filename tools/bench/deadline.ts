/** The time that a run of the benchmark may take. */
export class Deadline {
  readonly #endsMs: number;

  constructor(budgetMs: number) {
    this.#endsMs = performance.now() + budgetMs;
  }

  /** Whether something that takes so long would still end in time. */
  allows(durationMs: number): boolean {
    return performance.now() + durationMs < this.#endsMs;
  }

  /** A deadline when so great a part of the time that is left is over. */
  part(share: number): Deadline {
    return new Deadline((this.#endsMs - performance.now()) * share);
  }
}
