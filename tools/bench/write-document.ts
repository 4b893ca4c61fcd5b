import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { toBarChart } from './bar-chart.ts';
import type { BenchReport, SpokenText } from './report.ts';
import { toEngineWords, toMarkdown, toTextFactor, toTextFirstSound } from './to-markdown.ts';

/** Writes `<path>.md` and its plots beside it. */
export async function writeDocument(report: BenchReport, path: string): Promise<void> {
  const files = {
    firstSound: `${path}-first-sound.svg`,
    realTimeFactor: `${path}-real-time-factor.svg`,
  };
  await writeFile(
    files.firstSound,
    toBarChart({ title: 'Time to first sound', unit: 's', bars: report.texts.map(toBar(toTextFirstSound)) }),
  );
  await writeFile(
    files.realTimeFactor,
    toBarChart({
      title: 'Seconds of work for a second of sound',
      unit: '',
      bars: report.texts.map(toBar(toTextFactor)),
    }),
  );
  const plots = {
    firstSound: basename(files.firstSound),
    realTimeFactor: basename(files.realTimeFactor),
  };
  await writeFile(`${path}.md`, toMarkdown(report, plots));
}

function toBar(toValue: (spoken: SpokenText) => number) {
  return (spoken: SpokenText): { label: string; value: number; series: string } => {
    const series = `${spoken.side}, ${toEngineWords(spoken)}`;
    return { label: `${spoken.text}: ${series}`, value: toValue(spoken), series: spoken.side };
  };
}
