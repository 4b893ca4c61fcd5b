import { benchmarkTexts } from '../../../src/benchmark/texts.ts';
import { toRealTimeFactor, type HeardSpeech } from '../../../src/benchmark/heard-speech.ts';
import type { Bench } from '../bench.ts';

/** A minute and more of speech: a listener who began with the first sound must never wait. */
const TEXT = [benchmarkTexts.paragraph, benchmarkTexts.tokens400, benchmarkTexts.paragraph]
  .map(({ text }) => text)
  .join('\n\n');
const ROUNDS = 3;

/** Has the app speak three paragraphs in one request, and follows when a listener would have heard silence. */
export async function measurePlayback(bench: Bench): Promise<readonly HeardSpeech[]> {
  const { model, deadline, failures } = bench.parts;
  const { app } = await bench.app();
  const rounds: HeardSpeech[] = [];
  let lastMs = 0;
  for (let round = 0; round < ROUNDS && (round === 0 || deadline.allows(lastMs)); round += 1) {
    const startedMs = performance.now();
    const heard = await failures.attempt(`three paragraphs, round ${round + 1}`, () =>
      app.speak({ model: model.id, voice: 'af_heart', input: TEXT }),
    );
    lastMs = performance.now() - startedMs;
    if (heard === null) continue;
    rounds.push(heard);
    console.log(
      `  ${heard.audioSeconds.toFixed(1)} s of sound, ${toRealTimeFactor(heard).toFixed(2)} s for each; ` +
        `gaps: ${heard.stallSeconds.toFixed(2)} s`,
    );
  }
  return rounds;
}
