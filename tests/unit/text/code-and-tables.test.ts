import { describe, expect, it } from 'vitest';
import { createScript } from '../../../src/text/formats/create-script.ts';
import { toPlainText } from '../../../src/text/script/to-plain-text.ts';
import type { ReadingRequest } from '../../../src/contract/request.ts';
import { request } from '../speech/plan-whole.ts';

async function read(text: string, options: Partial<ReadingRequest>): Promise<string> {
  return toPlainText(await createScript(request(text, options)));
}

const program = 'Now.\n\n```js\nrun();\nstop();\n```\n\nThen `rm`.';
const page = '<p>Now.</p><pre><code>run();\nstop();</code></pre><p>Then <code>rm</code>.</p>';

describe('blocks of code', () => {
  it.each([
    ['markdown', undefined, 'Now.\n\nThen rm.'],
    ['markdown', 'skip', 'Now.\n\nThen rm.'],
    ['markdown', 'read', 'Now.\n\nrun();\nstop();\n\nThen rm.'],
    ['markdown', 'announce', 'Now.\n\nCode block.\n\nThen rm.'],
    ['html', undefined, 'Now.\n\nThen rm.'],
    ['html', 'read', 'Now.\n\nrun(); stop();\n\nThen rm.'],
    ['html', 'announce', 'Now.\n\nCode block.\n\nThen rm.'],
  ] as const)('of %s are read as %s asks', async (format, code, spoken) => {
    const text = format === 'html' ? page : program;
    expect(await read(text, { format, ...(code === undefined ? {} : { code }) })).toBe(spoken);
  });

  it('are announced in the language of the voice', async () => {
    expect(await read(program, { format: 'markdown', code: 'announce', language: 'fr' })).toContain(
      'Bloc de code.',
    );
  });

  it('keep where their lines came from', async () => {
    const script = await createScript(request(program, { format: 'markdown', code: 'read' }));
    const runs = script.items.flatMap((item) => (item.kind === 'run' ? [item] : []));
    const written = runs.map(({ source }) => program.slice(source.start, source.end)).join('|');
    expect(written).toContain('run();\nstop();');
  });
});

const table = '| Pet | Age |\n|--|--|\n| Rex | 4 |\n| Tom | |\n';
const htmlTable =
  '<table><tr><th>Pet</th><th>Age</th></tr><tr><td>Rex</td><td>4</td></tr><tr><td>Tom</td><td></td></tr></table>';

describe('tables', () => {
  it.each([
    ['markdown', undefined, 'Pet, Age\n\nRex, 4\n\nTom'],
    ['markdown', 'rows', 'Pet, Age\n\nRex, 4\n\nTom'],
    ['markdown', 'headings', 'Pet: Rex, Age: 4\n\nPet: Tom'],
    ['html', undefined, 'Pet, Age\n\nRex, 4\n\nTom'],
    ['html', 'headings', 'Pet: Rex, Age: 4\n\nPet: Tom'],
  ] as const)('of %s are read by %s', async (format, tables, spoken) => {
    const text = format === 'html' ? htmlTable : table;
    expect(await read(text, { format, ...(tables === undefined ? {} : { tables }) })).toBe(spoken);
  });
});
