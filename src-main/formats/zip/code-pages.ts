/** Decodes the code pages in which old tools wrote names: those that the platform knows, and those of DOS. */

/** The upper half of single-byte code pages that `TextDecoder` lacks. */
const TABLES = {
  cp437:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
  cp737:
    'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρσςτυφχψ░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀ωάέήϊίόύϋώΆΈΉΊΌΎΏ±≥≤ΪΫ÷≈°∙·√ⁿ²■\u00a0',
  cp775:
    'ĆüéāäģåćłēŖŗīŹÄÅÉæÆōöĢ¢ŚśÖÜø£Ø×¤ĀĪóŻżź”¦©®¬½¼Ł«»░▒▓│┤ĄČĘĖ╣║╗╝ĮŠ┐└┴┬├─┼ŲŪ╚╔╩╦╠═╬Žąčęėįšųūž┘┌█▄▌▐▀ÓßŌŃõÕµńĶķĻļņĒŅ’\u00ad±“¾¶§÷„°∙·¹³²■\u00a0',
  cp850:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
  cp852:
    'ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u00ad˝˛ˇ˘§÷¸°¨˙űŘř■\u00a0',
  cp857:
    'ÇüéâäàåçêëèïîıÄÅÉæÆôöòûùİÖÜø£ØŞşáíóúñÑĞğ¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ºªÊËÈ\ufffdÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµ\ufffd×ÚÛÙìÿ¯´\u00ad±\ufffd¾¶§÷¸°¨·¹³²■\u00a0',
  cp862:
    '\u05d0\u05d1\u05d2\u05d3\u05d4\u05d5\u05d6\u05d7\u05d8\u05d9\u05da\u05db\u05dc\u05dd\u05de\u05df\u05e0\u05e1\u05e2\u05e3\u05e4\u05e5\u05e6\u05e7\u05e8\u05e9\u05ea¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
  cp720:
    '\u0080\u0081éâ\u0084à\u0086çêëèïî\u008d\u008e\u008f\u0090\u0651\u0652ô¤\u0640ûù\u0621\u0622\u0623\u0624£\u0625\u0626\u0627\u0628\u0629\u062a\u062b\u062c\u062d\u062e\u062f\u0630\u0631\u0632\u0633\u0634\u0635«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\u0636\u0637\u0638\u0639\u063a\u0641µ\u0642\u0643\u0644\u0645\u0646\u0647\u0648\u0649\u064a≡\u064b\u064c\u064d\u064e\u064f\u0650≈°∙·√ⁿ²■\u00a0',
} as const;

/** The text of a name in a code page; null when its bytes are impossible there. */
export type Decode = (raw: Uint8Array) => string | null;

/** @param page a label of the Encoding standard, or one of the DOS pages `cp437`, `cp850` … */
export function decoderOf(page: string): Decode {
  if (page === 'cp949') return koreanDecoder();
  if (Object.hasOwn(TABLES, page)) return tableDecoder(TABLES[page as keyof typeof TABLES]);
  return platformDecoder(page);
}

function platformDecoder(page: string): Decode {
  const decoder = new TextDecoder(page, { fatal: true, ignoreBOM: true });
  return (raw) => {
    try {
      return decoder.decode(raw);
    } catch {
      return null;
    }
  };
}

function tableDecoder(table: string): Decode {
  return (raw) => {
    let text = '';
    for (const byte of raw) text += byte < 0x80 ? String.fromCharCode(byte) : table[byte - 0x80];
    return text.includes('\uFFFD') ? null : text;
  };
}

/** Lead and trail bytes of the 2,350 syllables of KS X 1001. */
const SYLLABLES = { firstLead: 0xb0, lastLead: 0xc8, firstTrail: 0xa1, lastTrail: 0xfe };
const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;

/**
 * Code page 949 of Windows. The platform's decoder of Korean lacks the other 8,822 syllables (똠, 펲, 뷁), which Windows
 * puts in the order of Unicode into the pairs that KS X 1001 leaves free.
 */
function koreanDecoder(): Decode {
  const standard = platformDecoder('euc-kr');
  const added = addedSyllables(standard);
  return (raw) => {
    let text = '';
    let from = 0;
    for (let at = 0; at < raw.length; at++) {
      const lead = raw[at] as number;
      if (lead < 0x80) continue;
      const syllable = added.get(lead * 256 + (raw[at + 1] ?? 0));
      if (syllable !== undefined) {
        const before = standard(raw.subarray(from, at));
        if (before === null) return null;
        text += before + syllable;
        from = at + 2;
      }
      at++;
    }
    const rest = standard(raw.subarray(from));
    return rest === null ? null : text + rest;
  };
}

function addedSyllables(standard: Decode): ReadonlyMap<number, string> {
  const { firstLead, lastLead, firstTrail, lastTrail } = SYLLABLES;
  const known = new Set<string | null>();
  for (let lead = firstLead; lead <= lastLead; lead++)
    for (let trail = firstTrail; trail <= lastTrail; trail++) known.add(standard(Uint8Array.of(lead, trail)));
  const pairs = freePairs();
  const added = new Map<number, string>();
  for (let code = FIRST_SYLLABLE; code <= LAST_SYLLABLE; code++) {
    const syllable = String.fromCharCode(code);
    if (known.has(syllable)) continue;
    const pair = pairs.next();
    if (!pair.done) added.set(pair.value, syllable);
  }
  return added;
}

function* freePairs(): Generator<number> {
  for (let lead = 0x81; lead <= 0xc6; lead++)
    for (let trail = 0x41; trail <= (lead <= 0xa0 ? 0xfe : 0xa0); trail++) {
      const isFree = trail <= 0x5a || (trail >= 0x61 && trail <= 0x7a) || trail >= 0x81;
      if (isFree) yield lead * 256 + trail;
    }
}
