import { parseArgs } from 'node:util';

/** What the command line asks for. */
export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'version' }
  /** Copies into `folder`, or into the one that was saved. */
  | { readonly name: 'init'; readonly folder: string | undefined; readonly isSaved: boolean };

/** What `sotto --help` prints. */
export const usage = `Usage: sotto init <folder> [--save]

Copies the files that speech needs into a folder that your site serves as it is, for example public.
Run it again after each update of the package.

  --save      remember the folder in package.json, for \`sotto init\` without a folder
  --help      show this
  --version   show the version`;

/** Parses the arguments after the command's name. Throws an `Error` of one line for those it does not know. */
export function parseArguments(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  if (values.version === true) return { name: 'version' };
  if (values.help === true) return { name: 'help' };
  const [name, folder, ...rest] = positionals;
  if (name === undefined) throw new Error('No command is given. Try: sotto init <folder>');
  if (name !== 'init') throw new Error(`There is no command '${name}'. Try: sotto init <folder>`);
  if (rest.length > 0) throw new Error(`init takes one folder, not also '${rest.join("', '")}'.`);
  if (folder === '') throw new Error('The name of the folder is empty.');
  return { name, folder, isSaved: values.save === true };
}

function parse(args: readonly string[]): {
  values: { save?: boolean; help?: boolean; version?: boolean };
  positionals: string[];
} {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        save: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    });
  } catch (error) {
    // Its messages go on to explain how to write what is not an option.
    const [message = ''] = (error as Error).message.split(/\. |\n/);
    throw new Error(`${message.replace(/\.$/, '')}. Try: sotto --help`, { cause: error });
  }
}
