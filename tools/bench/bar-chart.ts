/** One bar of a chart. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  /** Bars of the same series have the same colour. */
  readonly series: string;
}

export interface BarChart {
  readonly title: string;
  readonly unit: string;
  readonly bars: readonly Bar[];
}

const WIDTH = 840;
const LABEL_WIDTH = 340;
const VALUE_WIDTH = 70;
const ROW_HEIGHT = 26;
const HEAD_HEIGHT = 40;
const COLOURS = ['#0c8f82', '#c2702a', '#7a6fb0', '#8a8f8c', '#b0485a'];

/** Draws horizontal bars as an SVG that can be read on light and on dark paper. */
export function toBarChart({ title, unit, bars }: BarChart): string {
  const most = Math.max(...bars.map(({ value }) => value));
  const series = [...new Set(bars.map((bar) => bar.series))];
  const height = HEAD_HEIGHT + bars.length * ROW_HEIGHT + 8;
  const rows = bars.map((bar, index) => {
    const y = HEAD_HEIGHT + index * ROW_HEIGHT;
    const width = ((WIDTH - LABEL_WIDTH - VALUE_WIDTH) * bar.value) / most;
    const colour = COLOURS[series.indexOf(bar.series) % COLOURS.length] ?? '';
    const middle = y + ROW_HEIGHT / 2 + 4;
    return [
      `<text x="${LABEL_WIDTH - 10}" y="${middle}" text-anchor="end">${escapeXml(bar.label)}</text>`,
      `<rect x="${LABEL_WIDTH}" y="${y + 4}" width="${width.toFixed(1)}" height="${ROW_HEIGHT - 8}" rx="3" fill="${colour}"/>`,
      `<text x="${(LABEL_WIDTH + width + 8).toFixed(1)}" y="${middle}">${bar.value.toFixed(2)} ${escapeXml(unit)}</text>`,
    ].join('\n');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeXml(title)}">`,
    '<style>text{font:13px system-ui,sans-serif;fill:#16201c}@media(prefers-color-scheme:dark){text{fill:#e7eeea}}</style>',
    `<text x="8" y="22" style="font-weight:600;font-size:15px">${escapeXml(title)}</text>`,
    ...rows,
    '</svg>',
    '',
  ].join('\n');
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
