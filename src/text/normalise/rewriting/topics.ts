import { rewrite, type Rewriter } from './rewrite.ts';

/** A mark that opens a topic, or a tag; `C#` is a name. */
const opening = String.raw`(?<![\p{Script=Latin}\p{N}#＃])[#＃]`;
const topic = String.raw`[^#＃\s。！？!?]{1,30}`;

/** Leaves out the two marks around a topic, as Chinese and Japanese pages write them: `#天气#`. */
export const topicRewriters: readonly Rewriter[] = [
  rewrite(new RegExp(`${opening}(?=${topic}[#＃])`, 'uy'), () => ''),
  rewrite(new RegExp(`(?<=${opening}${topic})[#＃]`, 'uy'), () => ''),
];

/** Leaves out the marks of topics, and the only mark of a tag, which has no name in Mandarin: `#北京`. */
export const tagRewriters: readonly Rewriter[] = [...topicRewriters, rewrite(/[#＃](?=\p{L})/uy, () => '')];
