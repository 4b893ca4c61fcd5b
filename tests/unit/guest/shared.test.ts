import { expect, it } from 'vitest';
import { Shared } from '../../../src/guest/shared.ts';

it('what parts of a page share is opened once for each name, and again where it failed', async () => {
  const opened: string[] = [];
  const shared = new Shared<string>();
  const open = (name: string, isThere = true) =>
    shared.get(name, () => {
      opened.push(name);
      return isThere ? Promise.resolve(name) : Promise.reject(new Error(`No ${name}.`));
    });
  await expect(Promise.all([open('page'), open('page'), open('frame')])).resolves.toEqual([
    'page',
    'page',
    'frame',
  ]);
  await expect(Promise.all([open('lost', false), open('lost')])).rejects.toThrow('No lost.');
  await expect(open('lost')).resolves.toBe('lost');
  expect(opened).toEqual(['page', 'frame', 'lost', 'lost']);
});
