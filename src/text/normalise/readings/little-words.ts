import { type Scan, wordAfter, wordBefore, wordsBefore } from '../scan/scan.ts';

const isNamed = /^(?:the|our|your|an|my)$/u;
const behindIt =
  /^(?:IS|WAS|HAS|HAD|WILL|WOULD|CAN|COULD|MAY|MIGHT|MUST|SHOULD|ISN'T|WASN'T|DOESN'T|DOES|TAKES|WORKS|GETS|GOES|COMES|MEANS|MAKES|STARTS|ENDS|HURTS|FEELS|LOOKS|SEEMS|ALL)$/u;
/** What the trade has: `IT SUPPORT`, `GLOBAL IT SERVICES`. */
const behindTrade =
  /^(?:ADMIN|ADVISORS?|ANALYSTS?|ARCHITECTS?|ASSETS?|ASSISTANTS?|AUDITS?|BUDGETS?|CAREERS?|CENT(?:ER|RE)|COMPAN(?:Y|IES)|CONSULTANTS?|CONSULTING|COORDINATOR|COURSES?|DEPARTMENTS?|DEPT|DESK|DIRECTORS?|ENGINEERS?|EQUIPMENT|EXPERTS?|GOVERNANCE|HELP|HELPDESK|INDUSTRY|INFRASTRUCTURE|JOBS?|LEADERS?|MANAGEMENT|MANAGERS?|OFFICERS?|OPERATIONS|OUTSOURCING|POLIC(?:Y|IES)|PROFESSIONALS?|PROJECTS?|RECRUITERS?|RECRUITMENT|RESOURCES|RISKS?|ROLES?|SALES|SECTOR|SECURITY|SERVICES?|SKILLS|SOLUTIONS?|SPECIALISTS?|SPENDING|STAFF|STRATEG(?:Y|IES)|STUDENTS?|SUPPORT|SYSTEMS?|TEAMS?|TECHNICIANS?|TRAINING|VENDORS?|WORKERS?)$/u;
const beforeTrade =
  /^(?:agile|business|central|chief|cloud|company|core|corporate|enterprise|finance|freelance|global|government|group|head|health|healthcare|hr|hybrid|in-house|internal|junior|lead|legacy|local|managed|modern|new|public|retail|senior|shadow)$/u;
const auxiliaries = /^(?:can|could|did|do|does|may|might|must|should|will|would)$/u;
/** Verbs that `it` is the object of, and words that a clause begins with. */
const beforeIt =
  /^(?:ate|because|be|believe|book|break|bring|build|but|buy|call|catch|check|cut|doing|done|drop|eat|feel|find|fix|gave|get|gets|getting|give|giving|got|grab|had|has|hate|have|hear|help|hit|hold|how|if|is|keep|keeping|know|leave|let|like|loved?|loves|made|make|makes|making|move|need|open|own|pay|play|pull|push|put|read|said|save|say|see|send|set|share|ship|show|skip|start|stop|take|taking|tell|that|think|took|touch|try|turn|use|using|want|was|watch|wear|what|when|whenever|where|while|why|win|worth|write|yes)$/u;
/** `ALL OF IT`, `WHAT'S IN IT`; elsewhere a head or a career is of the trade. */
const ofIt =
  /(?:^|\s)(?:ALL|ANY|BELIEVE|BECAUSE|ENOUGH|FUN|HALF|INSTEAD|IS|LOVE|MAKE|MOST|MUCH|NONE|OUT|PART|PUT|RID|SICK|SOME|SPITE|THINK|TIRED|\S+'S) (?:OF|IN)$/u;
const beforeUs =
  /^(?:about|ask|book|call|choose|contact|email|find|follow|give|hire|join|let|message|rate|reach|review|tell|text|trust|visit|near|why)$/u;
/** What the land has: `JOIN US ARMY`. */
const behindLand =
  /^(?:AIR|AMBASSADOR|ARMY|BANKS?|BORDER|CITIZENS?|COAST|COMPAN(?:Y|IES)|CONGRESS|CUSTOMS|DEPARTMENT|DOLLARS?|ECONOMY|EMBASSY|FEDERAL|FORCES|GOVERNMENT|HISTORY|HOUSE|JOBS|LAWS?|MAIL|MARINES?|MARKETS?|MILITARY|NAVY|OFFICIALS?|OLYMPIC|OPEN|POSTAL|PRESIDENT|SANCTIONS|SENATE|SENATORS?|SOLDIERS?|STATES?|STOCKS?|SUPREME|TARIFFS?|TAX(?:ES)?|TEAM|TREASURY|TROOPS|VETERANS?|VISAS?)$/u;
const prepositions = /^(?:for|help|of|support|to|with)$/u;
/** What the World Health Organization does and has. */
const behindHealth =
  /^(?:ADVIS(?:ES|OR)|AGREES|ALERTS?|ANNOUNCES|APPROVES|BACKS|CALLS|CHIEF|CLASSIFIES|CONFIRMS|DATA|DECLARES|DIRECTOR|ENDORSES|EXPERTS?|GUIDANCE|GUIDELINES|ISSUES|LAUNCHES|OFFICIALS?|PANEL|PUBLISHES|RECOMMENDS|RELEASES|REPORTS?|REVISES|SCIENTISTS?|SPOKES\p{L}+|STUDY|SUPPORTS|TEAM|UPDATES|URGES|WARNS|WELCOMES)$/u;

/** Whether `IT`, `US`, `WHO` or `AM` is the little English word, in a line of nothing but capitals. */
export function isLittleWord(scan: Scan, name: string, at: number): boolean {
  const { text, grammar, isInCapitals } = scan;
  if (!isInCapitals || !grammar.language.startsWith('en')) return false;
  const before = wordBefore(text, at);
  const after = wordAfter(text, at + name.length);
  const isFree = after === '' || grammar.functionWords.has(after.toLowerCase());
  switch (name) {
    case 'IT':
      return !isNamed.test(before) && isIt(scan, at, { before, after, isFree });
    case 'WHO':
      return !isNamed.test(before) && !behindHealth.test(after);
    case 'US':
      if (beforeUs.test(before)) return !behindLand.test(after);
      return (isFree || /^(?:ALL|BOTH)$/u.test(after)) && prepositions.test(before);
    case 'AM':
      return before === 'i' || after === 'I';
    default:
      return false;
  }
}

interface Neighbours {
  readonly before: string;
  readonly after: string;
  /** Whether no noun follows. */
  readonly isFree: boolean;
}

/** `IT IS`, `HOW IT WORKS`, `MAKE IT BIG`; `SENIOR IT MANAGER`, `NEW IT` and `HEAD OF IT` are of the trade. */
function isIt({ text }: Scan, at: number, { before, after, isFree }: Neighbours): boolean {
  if (text.startsWith("'S", at + 2) || auxiliaries.test(before)) return true;
  if (behindTrade.test(after)) return false;
  if (behindIt.test(after) || beforeIt.test(before)) return true;
  if (!isFree || before === '' || beforeTrade.test(before)) return false;
  const near = wordsBefore(text, at).join(' ');
  return !/^(?:of|in|and|or)$/u.test(before) || ofIt.test(near);
}
