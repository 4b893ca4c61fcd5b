/**
 * Reads names that a command line gives, as in `--only kernels,stages`. Throws `TypeError` for one that is not `known`, with all
 * that are; `what` is what each of them names.
 */
export function parseNames<Name extends string>(
  given: readonly string[],
  known: readonly Name[],
  what: string,
): readonly Name[] {
  return given.map((text) => {
    const name = known.find((each) => each === text);
    if (name === undefined) throw new TypeError(`There is no ${what} '${text}': ${known.join(', ')}.`);
    return name;
  });
}
