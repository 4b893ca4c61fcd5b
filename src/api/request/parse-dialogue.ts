import * as v from 'valibot';
import { createSilenceError, SpeechError } from '../../contract/errors.ts';
import { findAlias, parseVoice } from '../../contract/parse-voice.ts';
import type { ReadingRequest } from '../../contract/request.ts';
import { toVoiceLanguage, type VoiceAliases, type VoiceMix } from '../../contract/voices.ts';
import { hasNameableText } from '../../text/sentences/speakable.ts';
import { parseField } from './parse-field.ts';
import { parseCall, type SpeechContext, type SpokenFields } from './parse-speech-call.ts';
import { parseAliases, voiceName } from './reading-fields.ts';
import { createInputField } from './speech-body.ts';
import type { SpeechCall } from './speech-call.ts';

const MAX_TURNS = 1_000;

/** The fields of a dialogue beside those of a speech request. */
export const dialogueFields = {
  turns: v.pipe(
    v.array(v.looseObject({ voice: voiceName, text: v.string() })),
    v.description('Who speaks, and what: a voice, a mix or an alias, and a text. Also as `inputs`.'),
  ),
  pause_between_turns: v.nullish(
    v.pipe(v.number(), v.minValue(0), v.maxValue(10), v.description('Silence between turns, in seconds.')),
    0,
  ),
};

type Fields = Readonly<Record<string, unknown>>;

/** What parts the turns in the text that results speak of. */
const TURN_END = '\n';

/**
 * Parses the body of a dialogue. The text that times and offsets speak of is that of the turns, one a line. Throws as
 * `parseSpeechCall` does; `param` names the turn.
 */
export function parseDialogueCall(fields: Fields, context: SpeechContext): SpeechCall {
  const aliases = parseAliases(fields);
  const turns = listTurns(fields).map((turn, index) => parseTurn(turn, index, aliases));
  const text = parseField(
    createInputField(context.maxInputLength),
    { turns: turns.map((turn) => turn.text).join(TURN_END) },
    'turns',
  );
  const [first] = turns;
  if (first === undefined || !hasNameableText(text)) {
    throw createSilenceError('turns');
  }
  const pauseBetweenTurns = parseField(dialogueFields.pause_between_turns, fields, 'pause_between_turns');
  const call = parseCall(fields, context, () => ({ text, voice: first.voice, rate: 1 }));
  const requests = turns.map((turn) => toRequest(turn, call.request));
  return { ...call, turns: requests, pauseBetweenTurns };
}

function listTurns(fields: Fields): readonly unknown[] {
  const turns = fields['turns'] ?? fields['inputs'];
  if (turns === undefined || turns === null) {
    throw new SpeechError('missing_required_parameter', "Missing required parameter: 'turns'.", {
      param: 'turns',
    });
  }
  if (!Array.isArray(turns)) {
    throw new SpeechError('invalid_type', "Invalid type for 'turns': expected an array of objects.", {
      param: 'turns',
    });
  }
  if (turns.length > 0 && turns.length <= MAX_TURNS) return turns;
  throw new SpeechError(
    'invalid_value',
    `Invalid 'turns': expected 1 to ${MAX_TURNS}, but got ${turns.length}.`,
    {
      param: 'turns',
    },
  );
}

function parseTurn(turn: unknown, index: number, aliases: VoiceAliases | undefined): SpokenFields {
  const name = `turns[${index}]`;
  if (typeof turn !== 'object' || turn === null || Array.isArray(turn)) {
    throw new SpeechError('invalid_type', `Invalid type for '${name}': expected an object.`, { param: name });
  }
  const { text, voice, voice_id: voiceId } = turn as Fields;
  const said = parseField(createInputField(Infinity), { [`${name}.text`]: text }, `${name}.text`);
  const asked = parseField(voiceName, { [`${name}.voice`]: voice ?? voiceId }, `${name}.voice`);
  return {
    text: said.toWellFormed(),
    voice: parseTurnVoice(asked, `${name}.voice`, aliases),
    rate: findAlias(asked, aliases)?.rate ?? 1,
  };
}

function parseTurnVoice(asked: unknown, param: string, aliases: VoiceAliases | undefined): VoiceMix {
  try {
    return parseVoice(asked, aliases === undefined ? {} : { aliases });
  } catch (error) {
    if (error instanceof SpeechError) throw new SpeechError(error.code, error.message, { param });
    throw error;
  }
}

function toRequest({ text, voice, rate }: SpokenFields, base: SpeechCall['request']): ReadingRequest {
  const { hasVoiceLanguages, language, speed, pauses = {} } = base;
  return {
    ...base,
    text,
    voice,
    language: hasVoiceLanguages === true ? toVoiceLanguage(voice) : language,
    speed: Math.min(Math.max(speed * rate, 0.25), 4),
    // The pauses at both ends are those of the dialogue.
    pauses: { ...pauses, start: 0, end: 0 },
  };
}
