import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { openPlainLexicon } from '/work/wt/english/tests/fixtures/english-lexicon.ts';
import { sayTokens } from '/work/wt/english/src/phonemes/english/say-tokens.ts';
it('ewt', async () => {
  const d = JSON.parse(gunzipSync(readFileSync('/work/shared/g2p/en-ewt-test.json.gz')).toString()) as any;
  for (const accent of ['us','gb'] as const) {
    const lexicon = await openPlainLexicon(accent);
    let ok=0, n=0; const bad: string[]=[];
    for (const s of d.sentences) {
      let start=0; const text: string[]=[];
      const tokens = s.tokens.map(([t,tag,sp]: any)=>{ const tok={text:t,tag,start,hasSpaceBehind: sp===1}; start+=t.length+sp; return tok;});
      const got = sayTokens(tokens, {lexicon, sayUnknown:null}).map(u=>u.phonemes+(u.pieces.at(-1)!.hasSpaceBehind?' ':'')).join('').replace(/\s+/g,' ').trim();
      const want = s[accent].replace(/\s+/g,' ').trim();
      n++; if (got===want) ok++; else bad.push(want+'\n   '+got+'\n   '+s.tokens.map((t:any)=>t[0]+'/'+t[1]).join(' '));
    }
    console.log(accent, ok, n); console.log(bad.slice(0,12).join('\n'));
  }
}, 60000);
