import type { SpeechVisit } from '../answer/join-share.ts';
import { toAnswerKey, type SpeechJobs } from '../answer/speech-jobs.ts';
import { parseCaptionedCall } from '../request/parse-captioned-call.ts';
import { parseDialogueCall } from '../request/parse-dialogue.ts';
import { parsePhonemeCall } from '../request/parse-phoneme-call.ts';
import { parseSpeechCall } from '../request/parse-speech-call.ts';
import { readJson } from '../request/read-json.ts';
import type { UpstreamRoute } from './upstream.ts';

/** How the bodies of the routes that answer with sound are parsed. */
const parsers = {
  speech: parseSpeechCall,
  dialogue: parseDialogueCall,
  'captioned-speech': parseCaptionedCall,
  'generate-from-phonemes': parsePhonemeCall,
};

/** What answers requests for sound: this device, and another service where one is set. */
export interface SpeechRoutes {
  readonly speech: SpeechJobs;
  readonly upstream: UpstreamRoute;
}

/** Answers a request for sound whose fields are in its body. */
export async function respondSpeech(
  { speech: jobs, upstream }: SpeechRoutes,
  name: keyof typeof parsers,
  visit: SpeechVisit,
): Promise<Response> {
  const { request, clientId, record, resume } = visit;
  const body = await readJson(request);
  // What this device began, it goes on with.
  const service =
    name === 'speech' && resume?.course === undefined ? await upstream.choose(body.fields) : undefined;
  if (service !== undefined) return upstream.respond(service, body, visit);
  const { host } = new URL(request.url);
  const parse = parsers[name];
  const job = await jobs.prepare({
    ...{ clientId, host, resume },
    parse: (context) => parse(body.fields, context),
  });
  record.update({ format: job.call.format });
  // A retry carries the same bytes, after the time limit of an attempt whose end was not reported.
  const key = toAnswerKey([clientId, host, name, body.text], job);
  const share = await jobs.join(jobs.open(key, job), visit);
  return new Response(share.body, { headers: share.headers });
}
