/** One part of a voice mix: a voice of the catalogue and its share. */
export interface VoiceShare {
  readonly id: string;
  /** In (0, 1]; the shares of a mix add up to 1. */
  readonly weight: number;
}

/** One voice, or several that are averaged by weight. Never empty. */
export type VoiceMix = readonly [VoiceShare, ...VoiceShare[]];

/** What a name of the request's own stands for. */
export interface VoiceAlias {
  readonly voice: VoiceMix;
  /** Multiplies the request's speed; 0.25 to 4. */
  readonly rate: number;
}

/** Aliases by name in lower case. */
export type VoiceAliases = ReadonlyMap<string, VoiceAlias>;
