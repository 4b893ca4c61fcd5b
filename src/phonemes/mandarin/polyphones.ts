const numeral = '[零〇一二两三四五六七八九十百千万亿半几点]';
const length = '(?:[厘毫分千]?米|[公英海]?里|[公英]?尺|[公英]?寸|丈)';
/** What someone gets: 得 before it is no particle. */
const gained =
  '了|过|到|出|第|奖|病|癌|胜|冠军|亚军|金牌|银牌|铜牌|[满高零]分|感冒|[二两三四五六七八九十百千万半几]|一 ?[名分票枚块等]';
/** Words behind which 得 is "must". */
const obliged =
  '[我你您他她它咱谁]|[我你他她它咱]们|大家|人家|自己|[还就也都总可又先]|一定|肯定|恐怕|至少|今天|明天|现在|所以|那';
/** The first characters of words such as 取得, in which 得 is "to get" or has its reading from the lists. */
const getting = '获取赢求博夺摘测换购习领争心所应自贪偶两必只不未既可录分独窃总非难彼觅寻喜荣勇连抢捡讨';

/**
 * Which reading a character has beside which words. The text has a space before, between and behind words; what is
 * matched is the character alone.
 */
const rules: readonly (readonly [pattern: string, syllable: string])[] = [
  // 长 is long, not to grow or a chief: by its degree, its measure, what it is said of, and in comparisons.
  ['(?<=(?:[很太更最较挺超]|[这那多]么|非常|有点|有些|越来越|一样) ?)长(?! ?[大高胖成])', 'chang2'],
  ['(?<=好 ?)长(?= ?(?:时间|一|的|啊|$))', 'chang2'],
  ['(?<=有 ?多 ?)长|(?<=多 ?)长(?= ?(?:时间|的|久|啊|呢|$))', 'chang2'],
  ['(?<=不 ?)长(?= ?(?:的|时间|也|但|却|吧|啊|$))', 'chang2'],
  [`(?<=${numeral} ?[多余来]? ?${length} ?)长(?! ?[大高出成满着了到])`, 'chang2'],
  ['(?<= [全体])长(?= )|长(?= ?达 )', 'chang2'],
  [`(?<![增生成])长(?= ?约? ?${numeral}[零〇一二两三四五六七八九十百千万亿半几点多余 ]*${length})`, 'chang2'],
  ['(?<= )长(?= ?(?:时间|距离) | (?:衣服|裙子?|裤子?|袖子?|句子?|文章|队伍?|桌子?|板凳|绳子?|走廊|桥|夜|路|故事) )', 'chang2'],
  ['(?<=^ |[留着有的头条位个披] )长(?= (?:头发|胡子|尾巴|指甲|耳朵|鼻子|脖子|腿|睫毛) )', 'chang2'],
  ['(?<= 比 .{1,12} [很更]?)长(?= ?(?:$|得 ?多|很 ?多|多 ?了|一 ?[点些倍]))', 'chang2'],
  ['(?<=[条根段串排件] )长(?= 的 )', 'chang2'],
  // 得 behind what is done is a particle; behind who should do it, "must".
  [`(?<= [^ ${getting}])得(?=[^ ]? )`, 'de5'],
  [`(?<=[^ ] )得(?= (?!${gained})[^ ])`, 'de5'],
  [`(?<= (?:${obliged}) )得(?= (?!${gained})[^ ])`, 'dei3'],
  ['(?<= [做看听找办见吃感料够赶收拿买] )得(?=到 )', 'de5'],
  // 地 behind how something is done is a particle, else the ground.
  [String.raw`(?<= \1([^ ]) ?)地(?= )`, 'de5'],
  ['(?<= [^ ]{1,4}[^ 块片亩的之里上下边处几寸个份些半段条们] )地(?= (?![很上里下中面是有被都也太最还就和与了的以为多少])[^ ])', 'de5'],
  ['(?<= [^ ]{2,5} )地(?=[说看走笑问想听写读喊叫跑做吃喝唱哭站坐爱打摇抱抓盯望] )', 'de5'],
  // 行 is a line of what is written.
  [`(?<=第 ?${numeral}+ ?)行(?= )`, 'hang2'],
  [`(?<=${numeral} ?|每 ?)行(?= (?:字|小字|大字|文字|代码|诗|数据|文本|标题|命令|程序|泪|眼泪|树|脚印) )`, 'hang2'],
  // 调 is to adjust.
  [`(?<= )调(?= ?[高低大小亮暗快慢] | ?到 ?${numeral})`, 'tiao2'],
]; // prettier-ignore

const compiled = rules.map(([pattern, syllable]) => [new RegExp(pattern, 'gu'), syllable] as const);

/** Puts other syllables in the places of characters whose words beside them ask for another reading. */
export function choosePolyphones(words: readonly string[], syllables: string[]): void {
  const spaced = ` ${words.join(' ')} `;
  if (!/[长得地行调]/u.test(spaced)) return;
  for (const [pattern, syllable] of compiled) {
    let [from, at] = [0, 0];
    for (const { index } of spaced.matchAll(pattern)) {
      at += spaced.slice(from, index).replaceAll(' ', '').length;
      from = index;
      syllables[at] = syllable;
    }
  }
}
