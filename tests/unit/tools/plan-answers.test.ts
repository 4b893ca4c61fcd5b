import { describe, expect, it } from 'vitest';
import { planAnswers, type FaultChoice } from '../../../tools/faults/plan-answers.ts';

const SEEDS = [1, 2, 3, 0xabcdef];

function plan(choice: Partial<FaultChoice>, first: number, count: number) {
  return [...planAnswers({ seed: 1, gpuPercent: 0, playPercent: 30, ...choice }, { first, count })];
}

describe('planAnswers', () => {
  it('has each kind at least five times in two hundred faults', () => {
    for (const seed of SEEDS) {
      const names = plan({ seed }, 0, 200).flatMap(({ kinds }) => kinds.map(({ name }) => name));
      const counts = [...new Set(names)].map((name) => names.filter((each) => each === name).length);
      expect(counts).toHaveLength(19);
      expect(Math.min(...counts)).toBeGreaterThanOrEqual(5);
    }
  });

  it('repeats an answer for the number of each of its faults', () => {
    for (const answer of plan({ gpuPercent: 10 }, 0, 200)) {
      for (const [offset] of answer.kinds.entries()) {
        const [repeated, ...others] = plan({ gpuPercent: 10 }, answer.first + offset, 1);
        expect(others).toEqual([]);
        expect(repeated?.kinds).toEqual(answer.kinds);
        expect(repeated?.random.next()).toBe(plan({ gpuPercent: 10 }, answer.first, 1)[0]?.random.next());
      }
    }
  });

  it('has what may break an answer come last, and the GPU alone', () => {
    for (const seed of SEEDS) {
      for (const { kinds, during } of plan({ seed, gpuPercent: 30 }, 0, 300)) {
        const breaking = kinds.findIndex(({ mayBreak }) => during === 'answer' && mayBreak === true);
        expect([-1, kinds.length - 1]).toContain(breaking);
        expect(kinds.length === 1 || kinds.every(({ prepare }) => prepare === undefined)).toBe(true);
        expect(during === 'answer' || kinds.every(({ closesAll }) => closesAll !== true)).toBe(true);
      }
    }
  });
});
