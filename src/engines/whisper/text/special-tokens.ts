/** What of `generation_config.json` is used. */
interface GenerationConfig {
  readonly eos_token_id: number;
  readonly decoder_start_token_id: number;
  readonly prev_sot_token_id?: number;
  readonly no_timestamps_token_id: number;
  readonly suppress_tokens?: readonly number[];
  readonly begin_suppress_tokens?: readonly number[];
  readonly lang_to_id: Readonly<Record<string, number>>;
  readonly task_to_id: Readonly<Record<string, number>>;
  readonly alignment_heads?: readonly (readonly [number, number])[];
}

/** Whisper's own tokens, by what they are for. */
export interface SpecialTokens {
  readonly endOfText: number;
  readonly start: number;
  readonly startOfPrevious: number;
  readonly noSpeech: number;
  readonly noTimestamps: number;
  /** The token of 0 s; each after it is 20 ms later. */
  readonly timestampBegin: number;
  readonly transcribe: number;
  readonly translate: number;
  /** By code, e.g. `en`. */
  readonly languages: ReadonlyMap<string, number>;
  readonly suppressed: readonly number[];
  readonly suppressedAtBegin: readonly number[];
  /** Layer and head of each attention that follows the sound. */
  readonly alignmentHeads: readonly (readonly [number, number])[];
}

/** Reads the tokens from the text of a model's `generation_config.json`. */
export function parseSpecialTokens(text: string): SpecialTokens {
  const config = JSON.parse(text) as GenerationConfig;
  const noTimestamps = config.no_timestamps_token_id;
  const { transcribe, translate } = config.task_to_id;
  if (transcribe === undefined || translate === undefined) throw new TypeError('The model names no tasks.');
  return {
    endOfText: config.eos_token_id,
    start: config.decoder_start_token_id,
    // These two have had their places before the timestamps in every multilingual Whisper.
    startOfPrevious: config.prev_sot_token_id ?? noTimestamps - 2,
    noSpeech: noTimestamps - 1,
    noTimestamps,
    timestampBegin: noTimestamps + 1,
    transcribe,
    translate,
    languages: new Map(
      Object.entries(config.lang_to_id).map(([name, id]) => [name.replace(/^<\||\|>$/g, ''), id]),
    ),
    suppressed: config.suppress_tokens ?? [],
    suppressedAtBegin: config.begin_suppress_tokens ?? [],
    alignmentHeads: config.alignment_heads ?? [],
  };
}
