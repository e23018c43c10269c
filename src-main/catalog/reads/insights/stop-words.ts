/** Stop words: left out of the list of frequent words. A search does find them. */

const ENGLISH = `
  a about above across after again against all along also although always am among an and another any anything are around as at away
  be because become becomes been before behind being below beneath between beyond both but by can cannot could did do does doing done
  down during each either enough etc even ever every everything few for from further get gets give given goes going had has have having
  he her here hers herself him himself his how however i if in inside into is isn it its itself just keep keeps kind let lets like
  made make makes making many may me might more most much must my myself near neither never new next no nobody none nor not nothing now
  of off often on once one only onto or other others our ours out outside over own per perhaps put quite rather really same see seem
  seems seen several shall she should show showing shown shows since so some someone something soon still such take takes than that the
  their theirs them themselves then there these they thing things this those though three through throughout thus til to together too
  toward towards two under until up upon us use used using very via was way we well were what when where whether which while who whole
  whom whose why will with within without would yet you your yours yourself don doesn didn won aren`;

const OTHERS = `
  der die das und ist ein eine einem einen einer mit von den dem des auf aus bei nicht auch wie sich für über nach
  les des une est dans avec sur pour par qui que pas aux ses son
  los las una con por para del como sus
  gli che con per del della delle nel nella`;

const STOP_WORDS: ReadonlySet<string> = new Set(`${ENGLISH} ${OTHERS}`.trim().split(/\s+/));

/** Numbers are stop words too. */
export const isStopWord = (word: string): boolean => STOP_WORDS.has(word) || /^\p{N}+$/u.test(word);

/** Han characters that connect Chinese words and belong to none. In Japanese they rarely occur alone. */
export const STOP_CHARACTERS: ReadonlySet<string> = new Set(
  '的了着在是和与及或一个不也就都而被把从向到对于之其这那有为以上下里中们他她它我你您们又再很更最让使像如同时正只每各两几',
);
