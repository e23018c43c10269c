/** Tests what the names of downloads say: one case for each pattern of a service or tool, and names that say nothing. */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { factsInName, type NameFacts } from '../../src-main/formats/naming/service-names.ts';

// Slow only when many processes run at the same time.
vi.setConfig({ testTimeout: 60_000 });

const HEX = '690b04000ed9819181e74ef5e8e25d94';
const KEY = '01jrnjth82f4qs4fr84g98pbsk';
const JOB = '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';
const at = (...parts: [number, number, number, number?, number?, number?]): number => {
  const [year, month, day, hour = 0, minute = 0, second = 0] = parts;
  return new Date(year, month - 1, day, hour, minute, second).getTime();
};
const MADE = at(2025, 4, 12, 18, 4);
const APRIL = at(2025, 4, 5, 10, 22, 31);

test.each<readonly [string, NameFacts]>([
  // Sora 1 on the web
  [
    `20250412_1804_Paper Boats_simple_compose_${KEY} (1).png`,
    { ms: MADE, title: 'Paper Boats', operation: 'simple_compose' },
  ],
  [
    `cropped-20250412_1804_A%20remix_of_boats_remix_${KEY}-ab12cd.mp4`,
    { ms: MADE, title: 'A remix of boats', operation: 'remix' },
  ],
  [`001-6_20250412_1804_Cafe\u0301_storyboard_${KEY}.mp4.mp4`, { ms: MADE, title: 'Café', operation: 'storyboard' }],
  [`20250412_1804_New Video_loop_${KEY}.gif`, { ms: MADE, operation: 'loop' }],
  [`20250412_1804_remix_${KEY}.mp4`, { ms: MADE, operation: 'remix' }],
  // ChatGPT
  ['ChatGPT Image Apr 5, 2025, 10_22_31 AM.png', { ms: APRIL }],
  ['ChatGPT Image Apr 5, 2025, 10_22_31 PM (2).png', { ms: at(2025, 4, 5, 22, 22, 31) }],
  ['ChatGPT Image Apr 5, 2025, 12_22_31 AM.png', { ms: at(2025, 4, 5, 0, 22, 31) }],
  ['ChatGPT Image 5. Apr. 2025, 10_22_31.png', { ms: APRIL }],
  ['ChatGPT Image 5 avr. 2025, 10_22_31.png', { ms: APRIL }],
  ['ChatGPT Image 5 août 2025, 10_22_31.png', { ms: at(2025, 8, 5, 10, 22, 31) }],
  ['ChatGPT Image 5 de abr. de 2025, 10_22_31.png', { ms: APRIL }],
  ['ChatGPT Image 5 abr 2025, 10_22_31 p.m..png', { ms: at(2025, 4, 5, 22, 22, 31) }],
  ['ChatGPT Image 5 апр. 2025 г., 10_22_31.png', { ms: APRIL }],
  ['ChatGPT Image 5 Nis 2025 10_22_31.png', { ms: APRIL }],
  ['ChatGPT Image 10_22_31 5 thg 4, 2025.png', { ms: APRIL }],
  ['ChatGPT Image 2025年4月5日 10_22_31.png', { ms: APRIL }],
  ['ChatGPT Image 2025年4月5日 下午10_22_31.png', { ms: at(2025, 4, 5, 22, 22, 31) }],
  ['ChatGPT Image 2025년 4월 5일 오전 10_22_31.png', { ms: APRIL }],
  // DALL·E
  [
    'DALL·E 2024-03-09 14.22.10 - A lighthouse carved from ice at dawn.png',
    { ms: at(2024, 3, 9, 14, 22, 10), prompt: 'A lighthouse carved from ice at dawn' },
  ],
  ['DALL-E 2022-09-05 12.30.00.png', { ms: at(2022, 9, 5, 12, 30) }],
  // Google
  ['Wax_museum_melting_202509231308.mp4', { ms: at(2025, 9, 23, 13, 8), title: 'Wax museum melting' }],
  ['Robot_v2_202509231308.mp4', { ms: at(2025, 9, 23, 13, 8), title: 'Robot v2' }],
  ['Take_12_202509231399.mp4', {}],
  ['Neon_City_Chase_202509231308_ab1cd (1).mp4', { ms: at(2025, 9, 23, 13, 8), title: 'Neon City Chase' }],
  ['Generated Image September 02, 2025 - 3_33PM.png', { ms: at(2025, 9, 2, 15, 33) }],
  ['Gemini_Generated_Image_abc123abc123abc1.png', {}],
  ['image_fx_ (4).jpg', {}],
  ['Whisk_cf3d2a1b.mp4', {}],
  // Microsoft
  ['Copilot_20250405_102231.png', { ms: APRIL }],
  ['OIG2.aBcD1234567890.jpg', {}],
  // Midjourney
  [`ada_a_quiet_harbour_in_fog_--ar_169_${JOB}_2.png`, { author: 'ada', prompt: 'a quiet harbour in fog', job: JOB }],
  [
    `ada_03922_Gradient_background._--ar_169_--v_7_${JOB}.png`,
    { author: 'ada_03922', prompt: 'Gradient background.', job: JOB },
  ],
  [`u1263267256__--ar_169_--raw_--v_7_${JOB}_1.png`, { author: 'u1263267256', job: JOB }],
  // Runway
  [
    'Gen-3 Alpha Turbo 3941034523, a red kite over dunes, M 5.mp4',
    { model: 'Gen-3 Alpha Turbo', seed: 3_941_034_523, prompt: 'a red kite over dunes' },
  ],
  [
    'Gen-2 1463179644, move the lock and th, Default_Create_a_mes, M 10.mp4',
    { model: 'Gen-2', seed: 1_463_179_644, prompt: 'move the lock and th' },
  ],
  ['Gen-3 Alpha 1029899111, birthdayjpg, M 5.mp4', { model: 'Gen-3 Alpha', seed: 1_029_899_111 }],
  ['Gen-4 Turbo  4006709044.mp4', { model: 'Gen-4 Turbo', seed: 4_006_709_044 }],
  ['Runway 2024-09-19T08_55_52.985Z Expand Image.jpg', { ms: Date.UTC(2024, 8, 19, 8, 55, 52, 985) }],
  // Other services of video
  [
    'kling_20250611_Text_to_Video_A_fox_in_sn_482_0.mp4',
    { ms: at(2025, 6, 11), operation: 'text_to_video', prompt: 'A fox in sn' },
  ],
  ['kling_20251209_Text_to_Video____________4422_0.mp4', { ms: at(2025, 12, 9), operation: 'text_to_video' }],
  ['kling_20251012_1.png', { ms: at(2025, 10, 12) }],
  ['Hailuo_Video_a dancing robot_378492734983.mp4', { prompt: 'a dancing robot', job: '378492734983' }],
  ['PixVerse_V4.5_Image_Text_360P_a_paper_moon.mp4', { model: 'PixVerse V4.5', prompt: 'a paper moon' }],
  ['jimeng-2025-07-16-1043-纸船在雨中的运河上.mp4', { ms: at(2025, 7, 16), prompt: '纸船在雨中的运河上' }],
  ['dreamina-2025-07-16-8102-A luxurious bathroom ....jpeg', { ms: at(2025, 7, 16), prompt: 'A luxurious bathroom' }],
  [`hf_20250405_102231_${JOB}.mp4`, { ms: APRIL, job: JOB }],
  [`grok-video-${JOB} (2).mp4`, { job: JOB }],
  ['A_cat_dancing_seed8391840137289.mp4', { prompt: 'A cat dancing', seed: 8_391_840_137_289 }],
  // Other services of pictures
  ['Firefly_a glass whale over the desert 48213.png', { prompt: 'a glass whale over the desert' }],
  ['Firefly_Gemini Flash_remove the statue 336738.png', { model: 'Gemini Flash', prompt: 'remove the statue' }],
  ['Default_a_knitted_city_at_night_0.png', { prompt: 'a knitted city at night' }],
  ['Leonardo_Phoenix_10_a_brass_owl_0.png', { model: 'Leonardo Phoenix 1.0', prompt: 'a brass owl' }],
  [`Lucid_Origin_a_brass_owl_3_${JOB}_0.jpg`, { model: 'Lucid Origin', prompt: 'a brass owl' }],
  ['ideogram-v3.0_A_paper_moon-0.jpg', { model: 'Ideogram 3.0', prompt: 'A paper moon' }],
  ['freepik__a-paper-moon-over-dunes__80078.jpeg', { prompt: 'a paper moon over dunes' }],
  ['freepik__enhance__46843.jpg', {}],
  ['craiyon_150823_bushes_and_woods.png', { prompt: 'bushes and woods' }],
  ['craiyon_122747_image.png', {}],
  // Programs of the person's own computer
  ['00012-1234567890.png', { seed: 1_234_567_890 }],
  ['00012-1234567890-a paper moon, ink.png', { seed: 1_234_567_890, prompt: 'a paper moon, ink' }],
  ['000012.2a7b13c4.1234567890.png', { seed: 1_234_567_890 }],
  ['2023-10-21_14-05-33_1234.png', { ms: at(2023, 10, 21, 14, 5, 33) }],
  ['481271_a_paper_moon_xl-1024-v1-0.png', { seed: 481_271, prompt: 'a paper moon', model: 'xl-1024-v1-0' }],
  ['a paper moon, ink s-1234567890.png', { prompt: 'a paper moon, ink', seed: 1_234_567_890 }],
  ['a_paper_moon_over_dunes_3891302391.png', { prompt: 'a paper moon over dunes', seed: 3_891_302_391 }],
  [
    'raw/2025-04-05/1022001-a half-timbered house-flux1-dev-fp8.png',
    { ms: at(2025, 4, 5, 10, 22), prompt: 'a half-timbered house', model: 'flux1-dev-fp8' },
  ],
  ['ComfyUI_00012_.png', {}],
])('%s', (name, facts) => {
  expect(factsInName(name)).toEqual(facts);
});

describe('a name says nothing when it is', () => {
  test.each([
    ['a post’s 1970', `19700121_0231_${HEX}.mp4`],
    ['a draft’s download', '20251103_1020_01k94kq2hbetfb59tdwh9edd1r.mp4'],
    ['an album of remixes', '20250412_1804_remixes of summer.mp4'],
    ['a person’s own', 'holiday remix.mp4'],
    ['a camera’s', 'IMG_0001.png'],
    ['a scan’s', '00012-0034.jpg'],
    ['a list’s', 'holiday/1022-a house-two.jpg'],
    ['a phone number’s', 'my_cat_5558675309.jpg'],
    ['a picture of ChatGPT without a day', 'ChatGPT Image 1.png'],
  ])('%s name', (_, name) => {
    expect(factsInName(name)).toEqual({});
  });
});

test.each(['20250231_1804_Title_remix_x.mp4', '20180412_1804_Title_remix_x.mp4'])(
  '%s has a day that cannot be',
  (name) => {
    expect(factsInName(name)).toEqual({ title: 'Title', operation: 'remix' });
  },
);

test('a camera’s name is no title', () => {
  expect(factsInName('PXL_202509231308.mp4')).toEqual({ ms: at(2025, 9, 23, 13, 8) });
});

test('no name makes it throw or wait', () => {
  const part = fc.constantFrom('_', '-', ' ', '--', '_20250923', 'a', '1', 'Gen-3 ', 'Firefly_', 'ChatGPT Image ', JOB);
  const name = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(part, { maxLength: 400 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(name, (text) => {
      const began = performance.now();
      factsInName(text);
      expect(performance.now() - began).toBeLessThan(500);
    }),
  );
});
