import type { Run } from '../../contract/script.ts';
import { isLiteral, type Stretch } from './stretches.ts';

/** Cuts a stretch from left to right into its runs again. Takes linear time for all of it. */
export class RunCutter {
  readonly #stretch: Stretch;
  #index = 0;
  #at = 0;

  constructor(stretch: Stretch) {
    this.#stretch = stretch;
  }

  /** Returns the runs, and parts of runs, from where the last cut was up to an offset of the stretch's text. */
  take(to: number): Run[] {
    const { parts } = this.#stretch;
    const runs: Run[] = [];
    for (; ; this.#index += 1) {
      const part = parts[this.#index];
      if (part === undefined || part.start >= to) break;
      const [from, until] = [Math.max(this.#at, part.start), Math.min(to, part.end)];
      if (until > from) runs.push(cutRun(part.run, from - part.start, until - part.start));
      // The rest of it belongs to the next cut.
      if (part.end > to) break;
    }
    this.#at = to;
    return runs;
  }
}

/** Gives the part of a run between two offsets of its text. */
function cutRun(run: Run, from: number, to: number): Run {
  const text = run.text.slice(from, to);
  if (text.length === run.text.length) return run;
  const { start } = run.source;
  const source = isLiteral(run) ? { start: start + from, end: start + from + text.length } : run.source;
  return { ...run, text, source };
}
