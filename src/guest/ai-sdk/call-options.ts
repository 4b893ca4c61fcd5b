import type { SharedV4Warning } from '@ai-sdk/provider';

/** Names what the AI SDK asks for and Sotto's voices cannot do. */
export function warnOfOptions({
  instructions,
}: {
  readonly instructions?: string | undefined;
}): SharedV4Warning[] {
  if (instructions === undefined) return [];
  return [{ type: 'unsupported', feature: 'instructions', details: 'Sotto’s voices take no directions.' }];
}

/** The language that a request names; none where the voice decides. */
export function toLanguage(language: string | undefined): string | undefined {
  return language === 'auto' ? undefined : language;
}
