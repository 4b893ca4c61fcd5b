import { describe, expect, it } from 'vitest';
import {
  defaultSpanOptions,
  SpanFinder,
  toFrames,
  type SpanOptions,
  type VoiceSpan,
} from '../../../src/listening/span-finder.ts';

function find(probabilities: readonly number[], options: SpanOptions = defaultSpanOptions): VoiceSpan[] {
  const finder = new SpanFinder(options);
  const spans = probabilities.map((probability) => finder.push(probability));
  return [...spans, finder.flush()].filter((span) => span !== null);
}

const voice = (seconds: number): number[] => Array<number>(toFrames(seconds)).fill(0.9);
const quiet = (seconds: number): number[] => Array<number>(toFrames(seconds)).fill(0.02);
const pad = toFrames(defaultSpanOptions.padSeconds);

describe('spans of speech', () => {
  it('begin and end with a little of the pause around them', () => {
    const [span, ...others] = find([...quiet(2), ...voice(1), ...quiet(3)]);
    expect(others).toEqual([]);
    expect(span).toMatchObject({ start: toFrames(2) - pad, end: toFrames(2) + toFrames(1) + pad });
    expect(span!.probabilities).toHaveLength(span!.end - span!.start);
  });

  it('go on over a short pause, and end with a long one', () => {
    expect(find([...voice(1), ...quiet(1), ...voice(1)])).toHaveLength(1);
    expect(find([...voice(1), ...quiet(1.5), ...voice(1)])).toHaveLength(2);
  });

  it('do not overlap where the pause is as short as the surroundings', () => {
    const options = { threshold: 0.5, padSeconds: 1, pauseSeconds: 0.2 };
    const spans = find([...voice(1), ...quiet(0.5), ...voice(1), ...quiet(1.5), ...voice(1)], options);
    spans.slice(1).forEach((span, index) => expect(span.start).toBeGreaterThanOrEqual(spans[index]!.end));
  });

  it('leave out a click, and silence', () => {
    expect(find([...quiet(1), ...voice(0.1), ...quiet(3)])).toEqual([]);
    expect(find(quiet(60))).toEqual([]);
  });

  it('go on where there may be a voice, and do not begin there', () => {
    const doubtful = voice(3).map(() => defaultSpanOptions.threshold - 0.1);
    expect(find([...doubtful, ...quiet(3)])).toEqual([]);
    expect(find([...voice(1), ...doubtful, ...quiet(3)])[0]).toMatchObject({
      end: toFrames(1) + toFrames(3) + pad,
    });
  });

  it('are cut where a voice is least likely, when somebody speaks without end', () => {
    const probabilities = voice(60);
    const dip = toFrames(20);
    probabilities[dip] = 0.4;
    const spans = find(probabilities);
    expect(spans[0]).toMatchObject({ start: 0, end: dip });
    for (const { start, end } of spans) expect(end - start).toBeLessThanOrEqual(toFrames(28));
    // Nothing is lost between them.
    spans.slice(1).forEach((span, index) => expect(span.start).toBe(spans[index]!.end));
    expect(spans.at(-1)).toMatchObject({ end: probabilities.length });
  });

  it('need no more frames than the longest one has', () => {
    const finder = new SpanFinder(defaultSpanOptions);
    let most = 0;
    for (let index = 0; index < 20_000; index += 1) {
      finder.push(index % 7 === 0 ? 0.3 : 0.9);
      most = Math.max(most, index - finder.keepFrom);
    }
    expect(most).toBeLessThanOrEqual(toFrames(28));
  });
});
