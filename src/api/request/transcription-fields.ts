import * as v from 'valibot';

/** What an answer may be written as. */
export const TRANSCRIPT_FORMATS = ['json', 'text', 'srt', 'verbose_json', 'vtt', 'diarized_json'] as const;

/** One of `TRANSCRIPT_FORMATS`: the value of the form's `response_format`. */
export type TranscriptFormat = (typeof TRANSCRIPT_FORMATS)[number];

/** The fields of a form that asks for a transcription: one schema for each, which both validates it and describes it. */
export const transcriptionFields = {
  model: v.optional(
    v.pipe(v.string(), v.description('A model that hears, of `/v1/models`, in any case.')),
    'whisper-1',
  ),
  language: v.optional(
    v.pipe(v.string(), v.description('A code or an English name; `auto`, or nothing, finds it out.')),
  ),
  languages: v.optional(
    v.pipe(v.string(), v.description('The languages to choose from, where `language` is not given.')),
  ),
  keywords: v.optional(v.pipe(v.string(), v.description('Names and terms whose spelling counts.'))),
  prompt: v.optional(v.pipe(v.string(), v.description('A text in the style of the answer.'))),
  response_format: v.optional(
    v.pipe(v.picklist(TRANSCRIPT_FORMATS), v.description('How the answer is written.')),
    'json',
  ),
  temperature: v.optional(
    v.pipe(
      v.number(),
      v.minValue(0),
      v.maxValue(1),
      v.description('Above 0, words are drawn by chance; 0 goes up by itself while the text is doubtful.'),
    ),
    0,
  ),
  timestamp_granularities: v.optional(
    v.pipe(v.picklist(['word', 'segment']), v.description('What has times in `verbose_json`.')),
  ),
  include: v.optional(
    v.pipe(
      v.picklist(['logprobs']),
      v.description('Adds the probability of each token, to `json` and to events.'),
    ),
  ),
  stream: v.optional(
    v.pipe(v.boolean(), v.description('Sends the text as server-sent events while it is heard.')),
    false,
  ),
  chunking_strategy: v.optional(
    v.pipe(v.string(), v.description('`auto`, or `server_vad` with its numbers: where the sound is cut.')),
  ),
};

/** The name of a field of a transcription form, except those that concern speakers. */
export type TranscriptionField = keyof typeof transcriptionFields;

const speakerCount = (description: string) =>
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.description(description)));

/** The fields that say who may be speaking, for answers that name speakers. */
export const speakerFields = {
  known_speaker_names: v.optional(
    v.pipe(v.string(), v.description('Names of people who may speak, four at most.')),
  ),
  known_speaker_references: v.optional(
    v.pipe(
      v.string(),
      v.description('For each name a `data:` URL: 2 to 10 seconds in which that person alone speaks.'),
    ),
  ),
  diarize: v.optional(
    v.pipe(v.boolean(), v.description('Adds `speaker` to the segments and words of `verbose_json`.')),
    false,
  ),
  min_speakers: speakerCount('There are at least so many speakers.'),
  max_speakers: speakerCount('There are at most so many speakers.'),
};

/** The name of a field that says who may be speaking. */
export type SpeakerField = keyof typeof speakerFields;

/** The fields that a form may hold several times, each with one item; their schemas are those of an item. */
export const listFields: ReadonlySet<string> = new Set<TranscriptionField | SpeakerField>([
  'languages',
  'keywords',
  'timestamp_granularities',
  'include',
  'known_speaker_names',
  'known_speaker_references',
]);
