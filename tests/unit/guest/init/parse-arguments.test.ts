import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../../../src/guest/init/parse-arguments.ts';

describe('the arguments of sotto', () => {
  it.each([
    { args: ['init', 'public'], command: { name: 'init', folder: 'public', isSaved: false } },
    { args: ['init', '--save', './a b'], command: { name: 'init', folder: './a b', isSaved: true } },
    { args: ['init'], command: { name: 'init', folder: undefined, isSaved: false } },
    { args: ['--help'], command: { name: 'help' } },
    { args: ['init', '-h'], command: { name: 'help' } },
    { args: ['--version'], command: { name: 'version' } },
  ])('$args', ({ args, command }) => {
    expect(parseArguments(args)).toEqual(command);
  });

  it.each([
    { args: [], message: 'No command is given. Try: sotto init <folder>' },
    { args: ['install', 'public'], message: "There is no command 'install'. Try: sotto init <folder>" },
    { args: ['init', 'a', 'b', 'c'], message: "init takes one folder, not also 'b', 'c'." },
    { args: ['init', ''], message: 'The name of the folder is empty.' },
    { args: ['init', 'a', '--sav'], message: "Unknown option '--sav'. Try: sotto --help" },
    { args: ['init', 'a', '--save=yes'], message: /^Option '--save' does not take an argument\. Try/ },
  ])('$args is refused in one line', ({ args, message }) => {
    expect(() => parseArguments(args)).toThrow(message);
    try {
      parseArguments(args);
    } catch (error) {
      expect((error as Error).message).not.toContain('\n');
    }
  });
});
