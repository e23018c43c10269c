/** What services and tools write into the names of downloads: one table, one row for each pattern. */
import { statedText, statedTitle } from '../text/texts.ts';
import { stemOf } from './file-names.ts';
import { decodedName, inSoraTime, keyMs, withoutCopyMarks } from './ids.ts';
import { localMs, writtenMs } from './written-moments.ts';

/** What a name says. It fills a field only where no record and no text inside the file does. */
export interface NameFacts {
  /** The words of the prompt that the service keeps in the name. Most services cut them. */
  readonly prompt?: string;
  readonly title?: string;
  /** When it was made, in ms UTC. Most names are written in the time zone of the computer. */
  readonly ms?: number;
  readonly model?: string;
  readonly operation?: string;
  readonly seed?: number;
  readonly author?: string;
  /** The id that the service gave to its job. */
  readonly job?: string;
}

type Groups = Readonly<Record<string, string | undefined>>;
type Said = { readonly [Field in keyof NameFacts]?: NameFacts[Field] | undefined };

interface NamePattern {
  readonly service: string;
  /** Matched with the name without its extension and its copy marks. Begins with a word or digits, so that most names fail at once. */
  readonly name: RegExp;
  /** The name of the folder, for tools that write a part of it there. */
  readonly folder?: RegExp;
  readonly says: (groups: Groups) => Said;
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const DAY = '(?<year>20\\d\\d)-(?<month>\\d\\d)-(?<day>\\d\\d)';
const TIGHT_DAY = '(?<year>20\\d\\d)(?<month>\\d\\d)(?<day>\\d\\d)';
/** The models that Leonardo writes before the prompt; `Default` stands for any. */
const LEONARDO =
  'Leonardo_(?:Phoenix(?:_\\d\\d)?|(?:Lightning|Kino|Vision|Diffusion|Anime)(?:_XL)?)|Lucid_(?:Origin|Realism)|AlbedoBase_XL|DreamShaper_v\\d+|Absolute_Reality_v\\d+|RPG_v?\\d+|SDXL_\\d+|F(?:lux|LUX)_(?:Dev|Schnell)(?:_\\d)?';

/** The first row that matches a name speaks for it. A row without facts keeps the rows below from reading words into it. */
const PATTERNS: readonly NamePattern[] = [
  {
    service: 'Sora 1 on the web',
    name: /(?<!\d)(?<year>20\d\d)(?<month>\d\d)(?<day>\d\d)_(?<hour>\d\d)(?<minute>\d\d)_(?:(?<title>.*)[_\s-])?(?<operation>simple[_\s-]compose|remix|storyboard|loop|blend|recut|extend)(?![a-z])/i,
    says: (groups) => ({ ms: soraMs(momentOf(groups)), title: titleOf(groups.title), operation: operationOf(groups) }),
  },
  {
    service:
      'Simple Image Downloader for Sora: seconds since 1970, the beginning of a task’s id, the number of its picture',
    name: /(?:^|[^0-9a-z])sora_\d{10,13}_(?<key>01[0-9a-hjkmnp-tv-z]{8})[ef][0-9a-hjkmnp-tv-z]_\d{1,4}(?![0-9a-z])/i,
    says: ({ key = '' }) => ({ ms: soraMs(keyMs(key.toLowerCase())) }),
  },
  {
    service: 'ChatGPT, in the language of the person',
    name: /^ChatGPT Image (?<moment>.+)$/i,
    says: ({ moment = '' }) => ({ ms: writtenMs(moment) }),
  },
  {
    service: 'DALL·E 2, and DALL·E 3 in ChatGPT',
    name: new RegExp(
      `^DALL.?E[ _]${DAY}[ _](?<hour>\\d\\d)[ ._](?<minute>\\d\\d)[ ._](?<second>\\d\\d)(?:[ _]-[ _](?<words>.+))?$`,
      'iu',
    ),
    says: (groups) => ({ ms: momentOf(groups), prompt: wordsOf(groups) }),
  },
  {
    service: 'Google AI Studio',
    name: /^Generated (?:Image|Video|File) (?<moment>.+)$/i,
    says: ({ moment = '' }) => ({ ms: writtenMs(moment) }),
  },
  { service: 'Gemini, ImageFX, Whisk', name: /^(?:Gemini_Generated_Image|image_fx|whisk)(?:_|$)/i, says: () => ({}) },
  {
    service: 'Copilot on Windows',
    name: new RegExp(`^Copilot_${TIGHT_DAY}_(?<hour>\\d\\d)(?<minute>\\d\\d)(?<second>\\d\\d)$`, 'i'),
    says: (groups) => ({ ms: momentOf(groups) }),
  },
  { service: 'Bing Image Creator', name: /^OIG\d?(?:\.|$)/, says: () => ({}) },
  {
    service: 'Runway: seed, prompt of twenty characters, names of pictures and settings',
    name: /^(?<model>Gen-\d(?:\.\d)?(?: [A-Z][a-z]+)*) +(?<seed>\d{5,10})(?:,(?<words>[^,]+)(?:,.*)?)?$/,
    says: ({ model, seed, words }) => ({
      model,
      seed: seedOf(seed),
      prompt: isRunwayWords(words) ? textOf(words) : undefined,
    }),
  },
  {
    service: 'Runway’s other tools',
    name: /^Runway (?<at>20\d\d-\d\d-\d\dT\d\d_\d\d_\d\d\.\d{3}Z)(?: |$)/,
    says: ({ at = '' }) => ({ ms: utcMs(at.replaceAll('_', ':')) }),
  },
  {
    service: 'Kling',
    name: new RegExp(`^kling_${TIGHT_DAY}(?:_(?<operation>[a-z]+_to_[a-z]+)(?:_(?<words>.*?))?_\\d+)?_\\d+$`, 'i'),
    says: (groups) => ({ ms: momentOf(groups), operation: operationOf(groups), prompt: wordsOf(groups) }),
  },
  {
    service: 'Hailuo',
    name: /^Hailuo_(?:Video|Image)_(?:(?<words>.+)_)?(?<job>\d{9,20})$/i,
    says: (groups) => ({ prompt: wordsOf(groups), job: groups.job }),
  },
  {
    service: 'PixVerse',
    name: /^PixVerse_(?<version>[VC]\d+(?:\.\d+)?)_[a-z_]+?_\d{3,4}P(?:_(?<words>.+))?$/i,
    says: (groups) => ({ model: `PixVerse ${groups.version}`, prompt: wordsOf(groups) }),
  },
  {
    service: 'Jimeng and Dreamina',
    name: new RegExp(`^(?:jimeng|dreamina)-${DAY}-\\d{1,6}(?:-(?<words>.+))?$`, 'i'),
    says: (groups) => ({ ms: momentOf(groups), prompt: wordsOf(groups) }),
  },
  {
    service: 'Higgsfield',
    name: new RegExp(`^hf_${TIGHT_DAY}_(?<hour>\\d\\d)(?<minute>\\d\\d)(?<second>\\d\\d)_(?<job>${UUID})`, 'i'),
    says: (groups) => ({ ms: momentOf(groups), job: groups.job?.toLowerCase() }),
  },
  {
    service: 'Grok',
    name: new RegExp(`^grok[-_](?:image|video)[-_](?<job>${UUID})`, 'i'),
    says: ({ job }) => ({ job: job?.toLowerCase() }),
  },
  {
    service: 'Leonardo',
    name: new RegExp(`^(?:(?<model>${LEONARDO})|Default)_(?<words>.+?)_\\d(?:_${UUID}_\\d)?$`),
    says: (groups) => ({ model: leonardoModel(groups.model), prompt: wordsOf(groups) }),
  },
  {
    service: 'Firefly, with the name of another service’s model',
    name: /^Firefly_(?<model>(?:Gemini|GPT|Flux|FLUX|Imagen|Ideogram|Veo|Runway|Luma|Pika)[^_]*)_(?<words>.+?)[ _]\d{1,7}$/,
    says: (groups) => ({ model: groups.model, prompt: wordsOf(groups) }),
  },
  {
    service: 'Firefly',
    name: /^Firefly[ _](?<words>.+?)[ _]\d{1,7}$/,
    says: (groups) => ({ prompt: wordsOf(groups) }),
  },
  {
    service: 'Ideogram',
    name: /^ideogram-v(?<version>\d+(?:\.\d+)?)_(?<words>.+?)(?:-\d+)?$/i,
    says: (groups) => ({ model: `Ideogram ${groups.version}`, prompt: wordsOf(groups) }),
  },
  {
    service: 'Freepik; a single word is the name of its tool',
    name: /^freepik__(?:(?<words>[^-_]+[-_][^-_].*?)|[^-_]+)(?:__\d+)?$/i,
    says: ({ words }) => ({ prompt: textOf(words?.replaceAll('-', ' ')) }),
  },
  {
    service: 'Craiyon: hour, minute and second without a day',
    name: /^craiyon_\d{6}_(?:image$|(?<words>.+))/i,
    says: (groups) => ({ prompt: wordsOf(groups) }),
  },
  {
    service: 'Midjourney on the web and in Discord: the names of persons can contain digits after a line',
    name: new RegExp(
      `^(?<author>[^_\\s][^_]*(?:_\\d{2,})?)_(?:(?<words>.*?)_)??(?:--.*_)?_?(?<job>${UUID})(?:_\\d)?$`,
      'i',
    ),
    says: (groups) => ({ author: groups.author, job: groups.job?.toLowerCase(), prompt: wordsOf(groups) }),
  },
  {
    service: 'A1111 and Forge: counter, seed, prompt',
    name: /^\d{5}-(?<seed>\d{6,10})(?:-(?:\d+|(?<words>.+)))?$/,
    says: (groups) => ({ seed: seedOf(groups.seed), prompt: wordsOf(groups) }),
  },
  {
    service: 'InvokeAI 2: counter, hash, seed',
    name: /^\d{6}\.(?:[0-9a-f]{8}\.)?(?<seed>\d{5,10})$/,
    says: ({ seed }) => ({ seed: seedOf(seed) }),
  },
  {
    service: 'Fooocus: moment and a random number',
    name: new RegExp(`^${DAY}_(?<hour>\\d\\d)-(?<minute>\\d\\d)-(?<second>\\d\\d)_\\d{4}$`),
    says: (groups) => ({ ms: momentOf(groups) }),
  },
  {
    service: 'DreamStudio: seed, prompt, model',
    name: /^(?<seed>\d{1,10})_(?<words>.+)_(?<model>(?:xl|stable-diffusion)-[a-z0-9-]*\d)$/,
    says: (groups) => ({ seed: seedOf(groups.seed), prompt: wordsOf(groups), model: groups.model }),
  },
  {
    service: 'NovelAI',
    name: /^(?<words>.+) s-(?<seed>\d{1,10})$/,
    says: (groups) => ({ prompt: wordsOf(groups), seed: seedOf(groups.seed) }),
  },
  {
    service: 'Pika',
    name: /^(?<words>.+)_seed(?<seed>\d{1,20})$/,
    says: (groups) => ({ prompt: wordsOf(groups), seed: seedOf(groups.seed) }),
  },
  {
    service: 'SwarmUI: hour, minute and counter in the folder of a day, then prompt and model',
    folder: new RegExp(`^${DAY}$`),
    name: /^(?<hour>\d\d)(?<minute>\d\d)\d{0,4}-(?<words>.+?)-(?<model>[a-z][^ ]*)$/i,
    says: (groups) => ({ ms: momentOf(groups), prompt: wordsOf(groups), model: groups.model }),
  },
  { service: 'ComfyUI: a counter only', name: /^ComfyUI_\d+_?$/, says: () => ({}) },
  {
    service: 'Veo in Flow; cameras and phones name their pictures alike',
    name: /^(?<title>.*\p{L}.*)_(?<year>20\d\d)(?<month>\d\d)(?<day>\d\d)(?<hour>\d\d)(?<minute>\d\d)(?:_[0-9a-z]{5})?$/iu,
    says(groups) {
      const ms = momentOf(groups);
      return ms === undefined ? {} : { ms, title: isDevice(groups.title) ? undefined : titleOf(groups.title) };
    },
  },
  {
    service: 'Draw Things: at least four words of the prompt and a seed of ten digits, or the name is anybody’s',
    name: /^(?<words>\p{L}[\p{L}\p{N}]*(?:_[\p{L}\p{N}]+){3,})_(?<seed>\d{10})$/u,
    says: (groups) => (seedOf(groups.seed) === undefined ? {} : { prompt: wordsOf(groups), seed: seedOf(groups.seed) }),
  },
];

/** No system has longer names. A zip can: some of the patterns would take long to fail on them. */
const LONGEST_NAME = 300;

/** The facts in the name of a file, at any place: with its folders, or without. Empty for a name of no known pattern. */
export function factsInName(place: string): NameFacts {
  const [above, basename] = parted(place);
  if (basename.length > LONGEST_NAME) return {};
  const name = withoutCopyMarks(stemOf(decodedName(basename))).normalize('NFC');
  for (const pattern of PATTERNS) {
    const within = pattern.folder ? pattern.folder.exec(parted(above)[1]) : NOTHING;
    const groups = within && pattern.name.exec(name);
    if (groups) return stated(pattern.says({ ...within.groups, ...groups.groups }));
  }
  return {};
}

/** A place's folders and its last part. Windows separates them by its own sign. */
function parted(place: string): readonly [folders: string, last: string] {
  const at = Math.max(place.lastIndexOf('/'), place.lastIndexOf('\\'));
  return [place.slice(0, Math.max(0, at)), place.slice(at + 1)];
}

const NOTHING: { readonly groups?: Groups } = {};

function stated(said: Said): NameFacts {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

/** Words as a person reads them: services write `_` for spaces and end a cut text with dots. */
function textOf(words: string | undefined): string | undefined {
  const text = words
    ?.replace(/[_\s]+/g, ' ')
    .replace(/\s*(?:\.{2,}|…)$/, '')
    .trim();
  return text !== undefined && /\p{L}/u.test(text) ? statedText(text) : undefined;
}

const wordsOf = ({ words }: Groups): string | undefined => textOf(words);

function titleOf(words: string | undefined): string | undefined {
  return statedTitle(words?.replaceAll('_', ' '));
}

function operationOf({ operation }: Groups): string | undefined {
  return operation?.toLowerCase().replace(/[\s-]/g, '_');
}

function momentOf({ year, month, day, hour = '0', minute = '0', second = '0' }: Groups): number | undefined {
  return localMs(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second));
}

function soraMs(ms: number | undefined): number | undefined {
  return (ms === undefined ? null : inSoraTime(ms)) ?? undefined;
}

function utcMs(iso: string): number | undefined {
  const ms = Date.parse(iso);
  return Number.isNaN(ms) ? undefined : ms;
}

/** Seeds are 32-bit numbers; Pika's are longer. */
function seedOf(digits: string | undefined): number | undefined {
  const seed = Number(digits);
  return Number.isSafeInteger(seed) && (digits?.length !== 10 || seed < 2 ** 32) ? seed : undefined;
}

/** Runway without a prompt writes the name of the picture that it animated, without its dot. */
function isRunwayWords(words: string | undefined): boolean {
  return words !== undefined && !/^\s*\S+(?:jpe?g|png|webp|heic)$/i.test(words) && !/^\s*[MS] \d+$/.test(words);
}

/** `Leonardo_Phoenix_10` is Phoenix 1.0. */
function leonardoModel(model: string | undefined): string | undefined {
  return model?.replace(/(Phoenix_\d)(\d)$/, '$1.$2').replaceAll('_', ' ');
}

const DEVICES =
  /^(?:VID|IMG|MVI|PXL|DSC|MOV|WA|Screen(?:shot|[ _-]?rec\w*)?|Record\w*|Video|Image|Photo|Capture)(?:[_\s-]|$)/i;

function isDevice(title: string | undefined): boolean {
  return title === undefined || DEVICES.test(title);
}
