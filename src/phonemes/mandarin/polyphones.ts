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
const rules: readonly (readonly [character: string, pattern: string, syllable: string])[] = [
  // 长 is long, not to grow or a chief: by its degree, its measure, what it is said of, and in comparisons.
  ['长', '(?<=(?:[很太更最较挺超]|[这那多]么|非常|有点|有些|越来越|一样) ?)长(?! ?[大高胖成])', 'chang2'],
  ['长', '(?<=好 ?)长(?= ?(?:时间|一|的|啊|$))', 'chang2'],
  ['长', '(?<=有 ?多 ?)长|(?<=多 ?)长(?= ?(?:时间|的|久|啊|呢|$))', 'chang2'],
  ['长', '(?<=不 ?)长(?= ?(?:的|时间|也|但|却|吧|啊|$))', 'chang2'],
  ['长', `(?<=${numeral} ?[多余来]? ?${length} ?)长(?! ?[大高出成满着了到])`, 'chang2'],
  ['长', '(?<= [全体])长(?= )|长(?= ?达 )', 'chang2'],
  ['长', `(?<![增生成])长(?= ?约? ?${numeral}[零〇一二两三四五六七八九十百千万亿半几点多余 ]*${length})`, 'chang2'],
  ['长', '(?<= )长(?= ?(?:时间|距离) | (?:衣服|裙子?|裤子?|袖子?|句子?|文章|队伍?|桌子?|板凳|绳子?|走廊|桥|夜|路|故事) )', 'chang2'],
  ['长', '(?<=^ |[留着有的头条位个披] )长(?= (?:头发|胡子|尾巴|指甲|耳朵|鼻子|脖子|腿|睫毛) )', 'chang2'],
  ['长', '(?<= 比 .{1,12} [很更]?)长(?= ?(?:$|得 ?多|很 ?多|多 ?了|一 ?[点些倍]))', 'chang2'],
  ['长', '(?<=[条根段串排件] )长(?= 的 )', 'chang2'],
  // 得 behind what is done is a particle; behind who should do it, "must".
  ['得', `(?<= [^ ${getting}])得(?=[^ ]? )`, 'de5'],
  ['得', `(?<=[^ ] )得(?= (?!${gained})[^ ])`, 'de5'],
  ['得', `(?<= (?:${obliged}) )得(?= (?!${gained})[^ ])`, 'dei3'],
  ['得', '(?<= [做看听找办见吃感料够赶收拿买] )得(?=到 )', 'de5'],
  // 地 behind how something is done is a particle, else the ground.
  ['地', String.raw`(?<= \1([^ ]) ?)地(?= )`, 'de5'],
  ['地', '(?<= [^ ]{1,4}[^ 块片亩的之里上下边处几寸个份些半段条们] )地(?= (?![很上里下中面是有被都也太最还就和与了的以为多少])[^ ])', 'de5'],
  ['地', '(?<= [^ ]{2,5} )地(?=[说看走笑问想听写读喊叫跑做吃喝唱哭站坐爱打摇抱抓盯望] )', 'de5'],
  // 行 is a line of what is written.
  ['行', `(?<=第 ?${numeral}+ ?)行(?= )`, 'hang2'],
  ['行', `(?<=${numeral} ?|每 ?)行(?= (?:字|小字|大字|文字|代码|诗|数据|文本|标题|命令|程序|泪|眼泪|树|脚印) )`, 'hang2'],
  // 调 is to adjust.
  ['调', `(?<= )调(?= ?[高低大小亮暗快慢] | ?到 ?${numeral})`, 'tiao2'],
  // 行 is a trade, and a line of what stands in lines.
  ['行', '(?<=[这那哪干] ?一 ?)行(?! ?[人动为驶走程星政径进使贿医善骗文])', 'hang2'],
  ['行', '(?<=[两三四六七八九十几] ?)行(?= $)', 'hang2'],
  // 还 is to give back.
  ['还', '(?<= 把 .{1,12} )还(?= ?(?:了|给|掉|回|上|清|来|去| ?$))|(?<= (?:得|要|该|没|不|来) )还(?= $)|还(?= ?[得不] ?起)|还(?= ?[你他她] ?(?:钱|书|债|清白|公道) )', 'huan2'],
  ['还', '还(?= ?给 ?[我你他她它]们? ?(?:打|做|买|送|写|讲|说|介绍|发|带|拿|寄|找|倒|准备|安排|看|唱))', 'hai2'],
  // 着 says that something was reached, or how one is dressed.
  ['着', '(?<=[猜找逮够点买捞摸] ?)着(?= ?了)|(?<=[睡找猜够用管摸见犯碰买吃] ?[不得] ?)着', 'zhao2'],
  ['着', '(?<=穿 ?)着(?= ?(?:打扮|讲究|朴素|得体|时髦|整齐|(?:很|十分|非常) [^的]{1,4} $))', 'zhuo2'],
  ['了', `(?<=[吃做干办管治受走去来喝用拿放装算少免忍] ?[得不] ?)了`, 'liao3'],
  ['长', '长(?= ?长 ?了)', 'zhang3'],
  ['得', '(?<=事 ?)得(?= ?[我你他她咱])', 'dei3'],
  // 为 is "as" or "to be", not "for".
  ['为', '(?<=[选评封聘列誉推判]|[确规固设拟]定|[改扩]建|[改重]组) ?为(?! ?(?:什么|了))|(?<= 以 .{1,12} )为', 'wei2'],
  ['为', '为(?= 人 ?(?:诚实|正直|善良|和善|谦虚|老实|低调|热情|处事|处世|师表|坦率|随和|厚道|真诚|大方|耿直|谨慎))', 'wei2'],
  ['为', `为(?= ?[约近]? ?(?:百分 ?之 ?)?${numeral}[零〇一二两三四五六七八九十百千万亿半几点 ]*(?:平方|立方|[厘毫千公]?米|公里|[千公]?[克斤]|元|天|年|小时|分钟|度|岁|吨|人|组|级|次|体| ?$))`, 'wei2'],
  // 数 is to count.
  ['数', '数(?= ?一 ?数)|(?<=数 ?[一了] ?)数(?! ?[目据字量])', 'shu3'],
  ['数', '(?<![人次函参倍总少多无分岁指基位算对级变代常系个充正负整] ?)数(?= ?(?:到 |了 ?数|星星|绵?羊|钱|钞票|清|[不得] ?清|[不得] ?过来))|(?<= [我你他她] ?)数(?= ?了)', 'shu3'],
  // 干 is dry.
  ['干', '(?<=[晒晾吹擦烘吸喝弄烤榨拧] ?|[很太更] ?)干(?= ?(?:了|的|净|毛巾|衣服|$| $))', 'gan1'],
  ['干', '(?<=(?:衣服|头发|毛巾|嘴唇?|口|地面?|油漆|墨水|河水?|皮肤|被子|床单|鞋子?|眼泪) (?:已经|都|还 ?没|没|快|还)? ?)干(?= ?(?:了|透| ?$))', 'gan1'],
  // 当 is to take for, and to pawn.
  ['当', '当(?= ?(?:掉|铺|票))|(?<= 把 .{1,8} )当(?= ?(?:朋友|孩子|回事|自己人|亲人|傻子|真|作|成|做|人|宝))', 'dang4'],
  // 教 that is a word of its own is to teach.
  ['教', '(?<= )教(?= (?!的|$))|(?<= [我你他她谁] )教(?= )', 'jiao1'],
  // 倒 is to fall, not to pour, where nothing is poured.
  ['倒', '(?<=[树墙房屋人车他她它我你桥塔椅凳瓶杯]子? ?)倒(?= ?(?:下|塌|在|地|了 ?$))|(?<=[吹推摔跌撞绊打压晕病醉滑拉砍] ?)倒(?! ?[是也])', 'dao3'],
  // 种 is to plant.
  ['种', '(?<![这那各多某品一二两三四五六七八九十几每此哪何同类物杂绝变语人火] ?)种(?= ?(?:[了着满]|下 ?了|菜|树|花|草|田|水稻|小麦|玉米|果树|棉花|土豆|粮食))', 'zhong4'],
  // 只 counts animals.
  ['只', '(?<=(?<![零一二三四五六七八九十百千万] ?)[一二两三四五六七八九十几半多每这那哪] ?)只(?! ?[有是能要会好不想剩得在用需见顾为差够可说看怕管限占])', 'zhi1'],
  ['只', `(?<=${numeral} ?)只(?= ?(?:小|大|老|母|公|白|黑)? ?(?:[鸡鸭鹅羊猫狗鸟兔猪虾蟹猴手脚眼耳鞋袜船杯]|老鼠|蝴蝶|蜜蜂|蚂蚁|蚊子|苍蝇|熊猫|企鹅|老虎|青蛙|乌龟|鸽子|麻雀))`, 'zhi1'],
  // 转 is to turn round and round.
  ['转', '转(?= ?(?:得 ?(?:很|飞)? ?[快慢]|了? ?[一两三几] ?圈|圈|悠))|(?<= [绕围] .{1,8} )转|(?<=团团 ?)转|(?<=(?:风车|车轮|轮子|陀螺|地球|齿轮|月亮|行星|风扇|指针|摩天轮|木马) (?:还|一直|不停)? ?(?:在|地)? ?)转', 'zhuan4'],
  // 背 is to carry on one's back.
  ['背', '背(?= ?[着起上了]? ?(?:[个一] ?个? ?)?(?:大|小|新)? ?(?:书包|包|吉他|孩子|行李|双肩包|枪|婴儿|宝宝|妹妹|弟弟|奶奶|黑锅))', 'bei1'],
  // 待 is to stay, 脏 dirty, and 削 to peel.
  ['待', '(?<= )待(?= ?(?:在|着|一 ?会|几 ?天|了|不 ?住|会儿))', 'dai1'],
  ['脏', '(?<= )脏(?= )|脏(?= ?(?:衣服|水|话|东西|手|兮|乱))|(?<=[很太真又弄] ?)脏', 'zang1'],
  ['削', '削(?= ?(?:了|着|好)? ?[一个]* ?(?:苹果|皮|铅笔|梨|土豆|果皮))', 'xiao1'],
  // 重 is "again" before what is done anew.
  ['重', '(?<= )重(?= (?:来|做|写|算|考|看|读|拍|画|走|抄|装|排|开|打|发|选|录|练|洗|买) )', 'chong2'],
  // In the kitchen.
  ['切', '(?<![一亲密迫热深急确贴恳关] ?)切(?= ?(?:菜|肉|片|成|开|好|碎|断|块|丝|西瓜|水果|蛋糕|洋葱|土豆))', 'qie1'],
  ['炸', '炸(?= ?(?:鸡|薯条|鱼|油条|酱面|虾|丸子|春卷|串|猪排))|(?<=油 ?)炸', 'zha2'],
  ['撒', '撒(?= ?(?:了|上|点|一些|些)? ?(?:盐|糖|胡椒|种子?|葱花|面粉))', 'sa3'],
  // Names of families have readings of their own.
  ...Object.entries({ 单: 'shan4', 任: 'ren2', 曾: 'zeng1', 解: 'xie4', 仇: 'qiu2', 区: 'ou1', 查: 'zha1', 盖: 'ge3', 华: 'hua4', 朴: 'piao2', 葛: 'ge3', 乐: 'yue4', 盛: 'sheng4' }).map(
    ([name, syllable]) => [name, `(?<= )${name}(?= ?(?:先生|女士|小姐|老师|教授|医生|经理|太太|师傅|主任|总) )`, syllable] as const,
  ),
]; // prettier-ignore

const compiled = rules.map(
  ([character, pattern, syllable]) => [character, new RegExp(pattern, 'gu'), syllable] as const,
);

/** Puts other syllables in the places of characters whose words beside them ask for another reading. */
export function choosePolyphones(words: readonly string[], syllables: string[]): void {
  const spaced = ` ${words.join(' ')} `;
  for (const [character, pattern, syllable] of compiled) {
    if (!spaced.includes(character)) continue;
    let [from, at] = [0, 0];
    for (const { index } of spaced.matchAll(pattern)) {
      at += spaced.slice(from, index).replaceAll(' ', '').length;
      from = index;
      syllables[at] = syllable;
    }
  }
}
