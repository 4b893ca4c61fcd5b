import { describe, expect, it } from 'vitest';
import type { LoggedResult } from '../../../tools/faults/fault-log.ts';
import { planAnswers, type FaultChoice } from '../../../tools/faults/plan-answers.ts';
import { toReport } from '../../../tools/faults/to-report.ts';

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

  it('chooses the moments of an answer whatever was open before it', () => {
    const [[answer], [repeated]] = [plan({}, 10, 1), plan({}, 10, 1)];
    const tabs = answer!.random.fork();
    for (let missing = 0; missing < 3; missing += 1) tabs.next();
    expect(repeated!.random.fork().next()).not.toBe(tabs.next());
    expect(answer!.random.next()).toBe(repeated!.random.next());
  });
});

describe('toReport', () => {
  const broken: LoggedResult = {
    ...{
      date: '2026-11-30',
      browser: 'Chromium',
      machine: '2 cores',
      seed: 7,
      gpuPercent: 0,
      playPercent: 5,
    },
    ...{
      first: 12,
      kinds: ['the server worker ends', 'the storage is full'],
      during: 'answer',
      error: 'Status 500',
    },
    ...{ mayBreak: false, tones: 40, lost: 1, repeated: 0, wrong: 0 },
  };

  it('says how an answer that broke is repeated, and counts its last fault as what broke it', () => {
    const report = toReport([broken]);
    expect(report).toContain('(`--seed 7 --gpu 0 --play 5 --first 12 --count 1`)');
    const rows = report.split('\n').filter((line) => line.startsWith('| the'));
    const cells = rows.map((row) =>
      row
        .split('|')
        .map((cell) => cell.trim())
        .slice(2, 5),
    );
    expect(cells).toEqual([
      ['1', '1', '0'],
      ['1', '0', '1'],
    ]);
  });
});
