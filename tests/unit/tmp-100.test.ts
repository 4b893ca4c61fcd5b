import { readFileSync } from 'node:fs';
import { it } from 'vitest';
import { openEnglishSpeech } from '../fixtures/english-lexicon.ts';
import { toPhonemes } from '../../src/phonemes/english/to-phonemes.ts';
import cases from './phonemes/english/heteronyms.json' with { type: 'json' };
it('100', async () => {
  const en=await openEnglishSpeech('us'), gb=await openEnglishSpeech('gb'); let ok=0;
  for(const [text,word,want] of cases as any){ const t=text; const p=toPhonemes(en.say(en.read(text),null)); const at=new RegExp(`\\b${word}\\b`,'i').exec(t)!.index; const w=p.words.find(x=>x.start<=at&&at<x.end)!; const got=p.phonemes.slice(w.phonemeStart,w.phonemeEnd); if(got===want.replaceAll('ɾ','T')) ok++; else console.log(got,want,text); }
  console.log('hundred',ok);
  for(const l of readFileSync('/work/shared/g2p/en-reference.tsv','utf8').trim().split('\n')){ const [t,u,g]=l.split('\t').map(x=>x.trim()); for(const [s,w] of [[en,u],[gb,g]] as any){ const p=toPhonemes(s.say(s.read(t!),null)).phonemes; if(p!==w) console.log('REF',t,'|',w,'|',p);} }
  for(const t of ['I’m sure it doesn’t matter, he wasn’t there.','She specified it.','Pan Am','We lead, they lead.','The résumé and my resume.','Dr. Smith lives at St. James.','10:30 a.m. is the time.','Vitamin A, grade A','I got an A in maths.','A I','JSON and SQL and AI','the skies, couches','I read books every day.','He’d’ve','“Stop!” she said.','rock ’n’ roll','the ’90s','naïve café Beyoncé','hello,world','Hello😀 there','co­op','www.example.com/a?b=c','e-mail me@x.org','U.S. troops in the U.S.','USA','C++','$5 million','B2B and 4x4','iPhone','(maybe)','wait!!!!!!! what','ＡＢＣ！','It’s the boys’ toys.','well-known mother-in-law','the 3rd of May','1990s','He was born in 1998.','WHAT ARE YOU DOING','TEAR DOWN THIS WALL']) {const p=toPhonemes(en.say(en.read(t),null)); console.log(t,'→',p.phonemes,p.words.map(w=>t.slice(w.start,w.end)).join('|'));}
  let ms=[]; for(let k=0;k<3;k++){ for(const [text] of cases as any){ const t0=performance.now(); toPhonemes(en.say(en.read(text),null)); ms.push(performance.now()-t0);} } ms.sort((a,b)=>a-b); console.log('median ms',ms[ms.length>>1],'p95',ms[Math.floor(ms.length*.95)]);
});
