/** The order of a date by its letters, one for each part: `yyyymmdd` and `ymd` are `ymd`; empty where the format names none. */
export function toDateOrder(format: string | undefined): string {
  const letters =
    format
      ?.trim()
      .toLowerCase()
      .replace(/[^a-z]/gu, '') ?? '';
  return letters.replace(/([dmy])\1+/gu, '$1').slice(0, 8);
}

/**
 * A whole date whose order `format` tells (`dmy`, `mdy`, `ymd`), as `2026-11-29`; null where it tells none, or not of all
 * of the date. A `?` stands for a part that is not said.
 */
export function toIsoDate(text: string, format: string | undefined): string | null {
  const order = toDateOrder(format);
  if (!/^(?:dmy|mdy|ymd|ydm)$/u.test(order)) return null;
  const numbers = splitDate(text.trim(), order);
  const at = (letter: string): string => numbers[order.indexOf(letter)] ?? '';
  const [year, month, day] = [toFullYear(at('y')), at('m').padStart(2, '0'), at('d').padStart(2, '0')];
  const isDate = year.length === 4 && Number(month) > 0 && Number(month) <= 12 && Number(day) > 0;
  return isDate && Number(day) <= 31 ? `${year}-${month}-${day}` : null;
}

function splitDate(text: string, order: string): readonly string[] {
  const parted = /^(\d{1,4})[-./ ](\d{1,2})[-./ ](\d{1,4})$/u.exec(text);
  if (parted !== null) return parted.slice(1);
  const pattern = order.startsWith('y') ? /^(\d{4})(\d{2})(\d{2})$/u : /^(\d{2})(\d{2})(\d{4})$/u;
  return pattern.exec(text)?.slice(1) ?? [];
}

/** Two digits are of this century up to 49. */
function toFullYear(year: string): string {
  return year.length === 2 ? `${Number(year) < 50 ? '20' : '19'}${year}` : year;
}
