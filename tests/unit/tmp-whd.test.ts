import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { it } from 'vitest';
import { openPlainLexicon, readPack } from '/work/wt/english/tests/fixtures/english-lexicon.ts';
import { inflatePack } from '/work/wt/english/src/phonemes/packs/inflate-pack.ts';
import { tokenize } from '/work/wt/english/src/phonemes/english/tokenize.ts';
import { Sentence } from '/work/wt/english/src/phonemes/english/sentence.ts';
import { HeteronymModel } from '/work/wt/english/src/phonemes/english/heteronym-model.ts';
import { chooseReadings } from '/work/wt/english/src/phonemes/english/heteronyms.ts';
import { findRole } from '/work/wt/english/src/phonemes/english/heteronym-rules.ts';
import { toFeatures } from '/work/wt/english/src/phonemes/english/heteronym-features.ts';
it('whd', async () => {
  const W = JSON.parse(gunzipSync(readFileSync('/work/shared/g2p/whd.json.gz')).toString()) as any;
  const H = JSON.parse(readFileSync('/work/shared/g2p/heteronyms.json').toString()) as any;
  const model=new HeteronymModel(new TextDecoder().decode(await inflatePack(await readPack('english-heteronyms' as any))));
  const lexicon=await openPlainLexicon('us');
  for (const part of ['eval','train']) {
    const st:any={}; let ok=0,mo=0,n=0; const bad:string[]=[]; const worse:string[]=[];
    for (const [word,id,text,a] of W[part]) {
      const s=new Sentence(tokenize(text));
      const i=s.tokens.findIndex(t=>t.start<=a&&a<t.start+t.text.length);
      const tok=chooseReadings(s,s.tags,{model,lexicon})[i]!;
      const want=H[word].find((r:any)=>r.id===id).us;
      const sc=model.score(word,toFeatures(s,i)); const m=model.readings(word)![sc.indexOf(Math.max(...sc))]!.phonemes.us;
      n++; if(m===want) mo++;
      const r=findRole(s,i); if(r){ const k=r+' '+(s.word(i-1)==='to'?'to':s.tag(i-1)==='NNS'?'NNS':s.tag(i-1)==='CC'?'CC':s.isFirst(i)?'imp':s.tag(i-1)); (st[k]??=[0,0,0])[tok.reading===want?(m===want?0:1):2]++; } if(tok.reading===want) ok++; else { bad.push(`${id} ${findRole(s,i)} ${tok.reading} ${tok.text} | ${text}`); if(m===want) worse.push(bad.at(-1)!); }
    }
    console.log(part, 'rules+model', ok/n, 'model', mo/n, n); console.log(Object.entries(st).filter(([,v]:any)=>v[1]+v[2]>1).map(([k,v])=>k+':'+v).join(' ; ')); console.log(worse.filter(x=>/ [va] /.test(x.slice(0,40))).slice(0,60).join('\n'));
  }
}, 100000);
