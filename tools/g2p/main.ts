// Writes the packs that the app serves, and their manifest:
//   npx tsx tools/g2p/main.ts english <misaki-0.9.4-py3-none-any.whl>
//   npx tsx tools/g2p/main.ts heteronyms <readings.json> <weights.txt>
import { buildEnglishLists } from './english.ts';
import { buildHeteronyms } from './pack-heteronyms.ts';

const [, , what, ...files] = process.argv;
const [first, second] = files;
if (what === 'english' && first !== undefined) await buildEnglishLists(first);
else if (what === 'heteronyms' && first !== undefined && second !== undefined)
  await buildHeteronyms(first, second);
else throw new Error('Give "english" and misaki\'s wheel, or "heteronyms" with readings and weights.');
