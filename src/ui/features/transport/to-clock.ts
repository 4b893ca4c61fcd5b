/** Writes a whole number of seconds as minutes and seconds. */
export function toClock(seconds: number): string {
  const rest = String(seconds % 60).padStart(2, '0');
  return `${Math.floor(seconds / 60)}:${rest}`;
}
