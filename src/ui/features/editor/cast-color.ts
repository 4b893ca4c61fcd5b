/** Hues that most eyes distinguish from each other and from the marks of what is heard. */
const hues = [205, 25, 290, 145, 340, 60, 250, 100];

/** Gives the colour of somebody in the cast, by their place in it; colours come again after eight. */
export function toCastColor(index: number): string {
  const hue = hues[index % hues.length] ?? 0;
  return `light-dark(hsl(${hue} 55% 42%), hsl(${hue} 60% 68%))`;
}
