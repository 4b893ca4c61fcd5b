import type { Figures } from './words.ts';

/** Creates the writing of figures in a language, given as a BCP 47 tag. */
export function createFigures(tag: string): Figures {
  const number = (value: number, options?: Intl.NumberFormatOptions): string =>
    new Intl.NumberFormat(tag, options).format(value);
  const unit = (value: number, name: string, maximumFractionDigits = 0): string =>
    number(value, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits })
      // No line ends between a number and its unit.
      .replace(' ', '\u00a0');
  const moment = (time: number, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(tag, options).format(time);

  return {
    number,
    percent: (share) => number(share, { style: 'percent' }),
    bytes: (bytes) => toBytes(bytes, unit),
    duration(seconds) {
      if (seconds < 60) return unit(Math.max(1, Math.round(seconds)), 'second');
      const minutes = Math.round(seconds / 60);
      if (minutes < 60) return unit(minutes, 'minute');
      const parts = [unit(Math.floor(minutes / 60), 'hour'), unit(minutes % 60, 'minute')];
      return new Intl.ListFormat(tag, { type: 'unit', style: 'narrow' }).format(parts);
    },
    time: (milliseconds) =>
      milliseconds < 10_000
        ? unit(Math.round(milliseconds), 'millisecond')
        : unit(milliseconds / 1000, 'second', 1),
    date: (time) => moment(time, { dateStyle: 'medium', timeStyle: 'short' }),
    timeOfDay: (time) => moment(time, { timeStyle: 'medium' }),
    list: (names) => new Intl.ListFormat(tag).format(names),
    languageName: (language) => new Intl.DisplayNames(tag, { type: 'language' }).of(language) ?? language,
  };
}

type WriteUnit = (value: number, name: string, digits?: number) => string;

/** Tenths only where there are few. */
function toBytes(bytes: number, unit: WriteUnit): string {
  if (bytes < 999_500) return unit(bytes / 1e3, 'kilobyte', bytes < 9_500 ? 1 : 0);
  if (bytes < 999_500_000) return unit(bytes / 1e6, 'megabyte', bytes < 9_500_000 ? 1 : 0);
  return unit(bytes / 1e9, 'gigabyte', 1);
}
