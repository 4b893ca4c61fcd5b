import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { it } from 'vitest';
import { openPlainLexicon } from '/work/wt/english/tests/fixtures/english-lexicon.ts';
import { sayTokens } from '/work/wt/english/src/phonemes/english/say-tokens.ts';
import { tokenize } from '/work/wt/english/src/phonemes/english/tokenize.ts';
import { Sentence } from '/work/wt/english/src/phonemes/english/sentence.ts';
import { openPlainLexicon as _o, readPack } from '/work/wt/english/tests/fixtures/english-lexicon.ts';
import { inflatePack } from '/work/wt/english/src/phonemes/packs/inflate-pack.ts';
import { HeteronymModel } from '/work/wt/english/src/phonemes/english/heteronym-model.ts';
import { chooseReadings } from '/work/wt/english/src/phonemes/english/heteronyms.ts';
import { tagSentence } from '/work/wt/english/src/phonemes/english/tag-rules.ts';
const words=(s:string)=>s.replace(/[;:,.!?—…"“”()]/g,' ').trim().split(/\s+/).filter(Boolean);
function lcs(a:string[],b:string[]):[number,string[]]{
  const n=a.length,m=b.length; const t=Array.from({length:n+1},()=>new Int32Array(m+1));
  for(let i=n-1;i>=0;i--)for(let j=m-1;j>=0;j--)t[i]![j]=a[i]===b[j]?t[i+1]![j+1]!+1:Math.max(t[i+1]![j]!,t[i]![j+1]!);
  const d:string[]=[]; let i=0,j=0; while(i<n||j<m){ if(i<n&&j<m&&a[i]===b[j]){i++;j++;} else if(j>=m||(i<n&&t[i+1]![j]!>=t[i]![j+1]!)) d.push('-'+a[i++]); else d.push('+'+b[j++]); }
  return [t[0]![0]!,d];
}
it('own', async () => {
  const d = JSON.parse(gunzipSync(readFileSync('/work/shared/g2p/en-ewt-test.json.gz')).toString()) as any;
  const model=new HeteronymModel(new TextDecoder().decode(await inflatePack(await readPack('english-heteronyms'))));
  for (const accent of ['us','gb'] as const) {
    const lexicon = await openPlainLexicon(accent);
    let ok=0, n=0, same=0, sn=0; const bad: string[]=[]; const t0=performance.now();
    for (const s of d.sentences) {
      if (s.tokens.some((t:any)=>t[1]==='ADD')) continue;
      const text=s.tokens.map(([t,,sp]:any)=>t+(sp?' ':'')).join('').trim();
      const sent=new Sentence(tokenize(text)); const tags=tagSentence(sent);
      const got = sayTokens(chooseReadings(sent,tags,{model,lexicon}), {lexicon, sayUnknown:null}).map(u=>u.phonemes+(u.pieces.at(-1)!.hasSpaceBehind?' ':'')).join('');
      const a=words(s[accent]), b=words(got); const [k,diff]=lcs(a,b);
      ok+=k; n+=a.length; sn++; if(diff.length===0) same++; else bad.push(diff.join(' ')+'   | '+text);
    }
    console.log(accent, ok, n, (ok/n*100).toFixed(2), 'sentences', same, sn, (same/sn*100).toFixed(1), 'ms', ((performance.now()-t0)/sn).toFixed(2));
    writeFileSync(`/tmp/en/bad-${accent}.txt`, bad.join('\n'));
  }
}, 60000);
