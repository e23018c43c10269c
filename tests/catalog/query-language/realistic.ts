/** A small library like people have: three languages, storyboards, notes, marks, several models and years. */
import { randomFrom, type Seed } from '../seed.ts';

const SUBJECTS = [
  'a paper dragon',
  'two paper boats',
  'an old lighthouse keeper',
  'a Dragon-shaped kite',
  'the night market',
  'a café in Zürich',
  'CAFÉ lights',
  'a red umbrella',
  'a snow-white fox',
  "the baker's daughter",
  'Straßenbahn at dusk',
  'naïve robots',
  'ДРАКОН над городом',
  'Ωμέγα station',
  '纸龙',
  '雨夜里的纸灯笼',
  '一只白色的狐狸',
  '龙舟',
  '夜市',
  '城市的雨',
  '紙の龍',
  '雨の夜の市場',
  'ガラスの灯台',
  'ｶﾞﾗｽの猫',
  'ドラゴンと少年',
  '夜の海',
  '종이 용',
  '龍dragon',
  'ＰＡＰＥＲ龍',
  'dragon🐉fire',
  '🐉🐉',
  'นกกระดาษ',
];
const SCENES = [
  'over the rooftops, slow motion',
  'in the rain, neon bokeh',
  'at golden hour; 35mm film',
  'close-up, cinematic',
  'slow, motion blurred',
  'drone shot (wide)',
  '穿过城市，慢镜头',
  '在雨中。霓虹灯',
  '飛ぶ、スローモーション',
  'の上を歩く',
  'with @ada.inkfox',
  '16:9, 4K',
  'c++ and #1 stickers',
  '100% silent',
  'no text | no logos',
];
const TITLES = ['Lantern walk', 'Rain, again', '雨', 'Paper study', null, null, null, null];
const NOTES = ['print this', 'for the exhibition', '要打印', '展示用', '', '', '', '', '', ''];
const TAGS = [
  'keepers',
  'Project',
  'project/lighthouse',
  'project/film/night',
  'mood/rain',
  '雨',
  'café',
  'paper art',
  '-odd',
];
const FOLDERS = ['reels/night market/', 'Reels/雨/', 'exports/', 'drafts/lantern walk/2025/', ''];
const NAMES = ['paper_boat', 'final-lantern', '雨の夜', 'harbour.walk', 'PAPER dragon'];
/** Files in folders; some items have a copy in another one. */
const filesOf = (at: number): readonly string[] =>
  [at, ...(at % 4 === 0 ? [at + 3] : [])].map(
    (one) => `${FOLDERS[one % FOLDERS.length]}${NAMES[(one * 3) % NAMES.length]}_${at}-${one}.mp4`,
  );
const MENTIONS = ['ada.inkfox', 'Ben', 'ben.tidewater', '小龙'];
const MODELS = ['sora-1', 'sora-2', 'Sora-2-Pro', null];
const DAY = 86_400_000;

/** Always the same items. */
export function realisticLibrary(count = 240): readonly Seed[] {
  const random = randomFrom(11);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const some = <T>(list: readonly T[], share: number): readonly T[] => list.filter(() => random() < share);
  return Array.from({ length: count }, (_, at): Seed => {
    const kind = pick(['video', 'video', 'image', null] as const);
    const told = random();
    const isBoard = random() < 0.08;
    return {
      publicId: `gen_${String((at * 7919) % 100_003).padStart(6, '0')}`,
      kind,
      state: told < 0.1 ? 'prompt-only' : told > 0.94 ? 'media-only' : 'complete',
      missing: random() < 0.06,
      prompt: told > 0.94 ? null : `${pick(SUBJECTS)} ${pick(SCENES)}`,
      title: pick(TITLES),
      note: pick(NOTES),
      // Several share a day, some a millisecond, and some have no date.
      createdMs:
        random() < 0.07
          ? null
          : Date.UTC(2024, 10, 1) + Math.floor(random() * 500) * DAY + Math.floor(random() * 3) * 1000,
      account: pick(['work', 'Home', null]),
      width: pick([704, 1280, 1024, null]),
      height: pick([1280, 704, 1024]),
      duration: kind === 'video' ? pick([4.9, 5, 9.6, 10, 10.4, 10.5, 15, 61]) : null,
      fps: kind === 'video' ? pick([24, 30]) : null,
      hasAudio: kind === 'video' ? random() < 0.5 : null,
      model: pick(MODELS),
      seed: random() < 0.2 ? pick([42, 7, -3]) : null,
      mentions: some(MENTIONS, 0.12),
      shots: isBoard
        ? [
            { seconds: 5, text: 'a quiet harbour at dawn' },
            { seconds: null, text: '港口的清晨，海鸥' },
          ]
        : [],
      liked: random() < 0.1,
      draft: random() < 0.1,
      collections: some(['Profile', 'Best of 2025', '收藏'], 0.12),
      parentPostId: random() < 0.1 ? 's_parent' : null,
      formats: random() < 0.3 ? ['sora-export', 'soravault'] : [pick(['sora-export', 'loose', 'sidecar'] as const)],
      tags: some(TAGS, 0.1),
      favorite: random() < 0.12,
      rating: random() < 0.4 ? 1 + Math.floor(random() * 5) : 0,
      copies: at % 5 === 0 ? null : at % 4,
      ...(at % 10 === 0 ? { files: filesOf(at / 10) } : {}),
    };
  });
}
