import type { Phonemizer } from '../contract/phonemizer.ts';
import { phonemizeText } from '../speech/phonemize-text.ts';
import { createScript } from '../text/formats/create-script.ts';
import { toPlainText } from '../text/script/to-plain-text.ts';
import type { Lexicon } from '../text/lexicon/lexicon.ts';
import type { RpcHandlers } from '../wire/rpc.ts';
import type { ServerCalls } from '../wire/server.protocol.ts';
import { checkText } from './check-text.ts';

/** Answers a page's calls about how texts are read, with the user's lexicon as it is at each call. */
export function createReadingHandlers(
  phonemizer: Phonemizer,
  lexicon: () => Lexicon,
): Pick<RpcHandlers<ServerCalls>, 'checkText' | 'readText' | 'toPlainText'> {
  return {
    readText: async (request, { signal }) => {
      const script = await createScript(request, lexicon());
      return (await phonemizeText(script, phonemizer, signal)).words;
    },
    toPlainText: async (request) => toPlainText(await createScript(request)),
    checkText: (request) => checkText(request, lexicon()),
  };
}
