import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { toBarChart } from './bar-chart.ts';
import type { BenchReport, SpokenText } from './report.ts';
import { toMarkdown } from './to-markdown.ts';
import { toEngineWords, toTextFactor, toTextFirstSound } from './to-text-part.ts';

/** Writes `<path>.md` and, where every text was spoken, its plots beside it. */
export async function writeDocument(report: BenchReport, path: string): Promise<void> {
  const plots = { firstSound: `${path}-first-sound.svg`, realTimeFactor: `${path}-real-time-factor.svg` };
  const hasPlots = report.texts.length > 0;
  if (hasPlots) {
    const first = {
      title: 'Time to first sound',
      unit: 's',
      bars: report.texts.map(toBar(toTextFirstSound)),
    };
    const title = 'Seconds of work for a second of sound';
    const factor = { title, unit: '', bars: report.texts.map(toBar(toTextFactor)) };
    await writeFile(plots.firstSound, toBarChart(first));
    await writeFile(plots.realTimeFactor, toBarChart(factor));
  }
  const toName = (file: string): string | null => (hasPlots ? basename(file) : null);
  const names = { firstSound: toName(plots.firstSound), realTimeFactor: toName(plots.realTimeFactor) };
  await writeFile(`${path}.md`, toMarkdown(report, names));
}

function toBar(toValue: (spoken: SpokenText) => number) {
  return (spoken: SpokenText): { label: string; value: number; series: string } => {
    const series = `${spoken.side}, ${toEngineWords(spoken)}`;
    return { label: `${spoken.text}: ${series}`, value: toValue(spoken), series: spoken.side };
  };
}
