import { expect, it } from 'vitest';
import { SpeechError } from '../../../src/contract/errors.ts';
import { createScript } from '../../../src/text/formats/create-script.ts';
import { createRandom } from '../../contract/support/random.ts';
import { mutateText } from '../../fixtures/mutate-text.ts';

const DOCUMENTS = 2_000;
const document =
  '<?xml version="1.0"?><speak xml:lang="en-US"><p><s>One &amp; two<break time="500ms"/>three</s></p>' +
  '<voice name="bf_emma"><prosody rate="120%" volume="-6dB">four <sub alias="six">5</sub></prosody></voice>' +
  '<say-as interpret-as="date" format="dmy">05/06/2024</say-as><say-as interpret-as="time">1430</say-as>' +
  '<phoneme alphabet="ipa" ph="kˈæt">dog</phoneme><!-- note --><![CDATA[a < b]]><mark name="x"/>' +
  '<lang xml:lang="fr">oui</lang><emphasis>now</emphasis></speak>';
const pieces = ['<', '>', '/', '"', '&', ';', '<!DOCTYPE x>', '<![CDATA[', ']]>', '<!--', '-->', '<?', '?>', '&#x110000;', '&#0;', '&lt', '<p>', '</p>', '<s>', '</speak>', '<speak>', '<voice name="nobody">', '<break time="9999999s"/>', '<prosody rate="-900%">', '<say-as interpret-as="ordinal">', ' xml:lang="zz"', '\0', '\ud800', '😀', '='.repeat(40), '<a><b><c><d><e><f><g><h>', ' ', '\n']; // prettier-ignore

it('answers any broken SSML with a script or a clear error', async () => {
  const random = createRandom(Number(process.env['SOTTO_RANDOM_SEED'] ?? 6));
  const reading = {
    voice: [{ id: 'af_heart', weight: 1 }],
    language: 'en-us',
    speed: 1,
    format: 'ssml',
  } as const;
  let written = 0;
  for (let index = 0; index < DOCUMENTS; index += 1) {
    const text = mutateText(document, random, pieces);
    const script = await createScript({ ...reading, text }).catch((error: unknown) => error);
    if (script instanceof SpeechError) continue;
    if (script instanceof Error) throw new Error(`${script.message} for ${JSON.stringify(text)}`);
    const { items } = script as Awaited<ReturnType<typeof createScript>>;
    let end = 0;
    for (const { source } of items) {
      if (source.start < end || source.end < source.start || source.end > text.length)
        expect.fail(`A range of ${JSON.stringify(text)} is out of order at ${source.start}`);
      end = source.end;
    }
    written += 1;
  }
  expect(written).toBeGreaterThan(DOCUMENTS / 2);
});
