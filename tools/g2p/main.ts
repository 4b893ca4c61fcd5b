// Writes the packs that the app serves, and their manifest:
//   npx tsx tools/g2p/main.ts english <misaki-0.9.4-py3-none-any.whl>
//   npx tsx tools/g2p/main.ts japanese <misaki-0.9.4-py3-none-any.whl>
//   npx tsx tools/g2p/main.ts heteronyms <readings.json> <weights.txt>
//   npx tsx tools/g2p/main.ts pinyin <pypinyin-0.55.0-py2.py3-none-any.whl>
//   npx tsx tools/g2p/main.ts npm        notes the packs of packages of npm, which the build makes
import { packMakers } from './build-packs.ts';
import { packMandarinPinyin } from './mandarin-pinyin.ts';
import { buildEnglishLists, buildJapaneseJoins } from './misaki.ts';
import { buildHeteronyms } from './pack-heteronyms.ts';
import { compressPack, notePack, writePack } from './write-pack.ts';

const [, , what, ...files] = process.argv;
const [first, second] = files;
if (what === 'english' && first !== undefined) await buildEnglishLists(first);
else if (what === 'japanese' && first !== undefined) await buildJapaneseJoins(first);
else if (what === 'heteronyms' && first !== undefined && second !== undefined)
  await buildHeteronyms(first, second);
else if (what === 'pinyin' && first !== undefined)
  await writePack('mandarin-pinyin', await packMandarinPinyin(first));
else if (what === 'npm')
  for (const [name, make] of Object.entries(packMakers)) await notePack(name, compressPack(await make()));
else throw new Error('Name what to write, and its files.');
