/** Writes the notices of third parties as a text for people. */
import type { Component } from './components.ts';
import { PRODUCT_NAME } from './product.ts';

const RULE = '='.repeat(100);

/** Where the authors of the programs publish their sources. */
const UPSTREAM = [
  'FFmpeg        https://git.ffmpeg.org/ffmpeg.git',
  'x264          https://code.videolan.org/videolan/x264.git',
  'x265          https://bitbucket.org/multicoreware/x265_git.git',
  'Xvid          https://labs.xvid.com/source/',
  'libvpx        https://chromium.googlesource.com/webm/libvpx',
  'libaom        https://aomedia.googlesource.com/aom',
  'dav1d         https://code.videolan.org/videolan/dav1d.git',
  'libwebp       https://chromium.googlesource.com/webm/libwebp',
  'Opus          https://gitlab.xiph.org/xiph/opus.git',
  'Vorbis        https://gitlab.xiph.org/xiph/vorbis.git',
  'Theora        https://gitlab.xiph.org/xiph/theora.git',
  'Speex         https://gitlab.xiph.org/xiph/speex.git',
  'LAME          https://lame.sourceforge.io/',
  'OpenJPEG      https://github.com/uclouvain/openjpeg.git',
  'libass        https://github.com/libass/libass.git',
  'vid.stab      https://github.com/georgmartius/vid.stab.git',
  'zimg          https://github.com/sekrit-twc/zimg.git',
  'frei0r        https://github.com/dyne/frei0r.git',
  'rubberband    https://breakfastquay.com/rubberband/',
  'GnuTLS        https://gitlab.com/gnutls/gnutls.git',
];

/** @param about the version output of the programs, when they can run here */
export function noticesText(components: readonly Component[], about: readonly string[]): string {
  const programs = components.filter(({ sources }) => sources.length > 0);
  return [
    `${PRODUCT_NAME} is made of the parts below. Each keeps the licence of its authors. Its own licence is LICENSE.txt beside this file.`,
    '',
    ...components.map(({ name, version, licence }) => `  ${name} ${version} (${licence})`),
    '',
    ...programNotice(programs, about),
    'SQLite, inside better-sqlite3, is in the public domain.',
    ...byText(components).flatMap(({ names, text }) => ['', RULE, ...names, RULE, '', text]),
    '',
  ].join('\n');
}

function programNotice(programs: readonly Component[], about: readonly string[]): readonly string[] {
  return [
    'ffmpeg and ffprobe are programs of their own, unchanged, which Afterimage starts. They are free software under the GNU General Public',
    'License, version 3 or later, whose text stands below (GPL-3.0.txt beside this file). You may replace both: put yours in their place, or',
    'name them in the environment as AFTERIMAGE_FFMPEG and AFTERIMAGE_FFPROBE. They come from',
    '',
    ...programs.map(({ name, version, sources }) => `  ${name} ${version}: ${sources.join('; ')}`),
    '',
    ...(about.length > 0 ? ['and say about themselves', '', ...about.map((line) => `  ${line}`), ''] : []),
    'In the name of a build, the letters after “g” are the beginning of its commit hash. If you give this package to others, you must also',
    'offer the sources of exactly these builds. Their authors keep them here:',
    '',
    ...UPSTREAM.map((line) => `  ${line}`),
    '',
  ];
}

/** Lists packages with the same licence text together. */
function byText(
  components: readonly Component[],
): readonly { readonly names: readonly string[]; readonly text: string }[] {
  const groups = Map.groupBy(components, ({ text }) => text.trim().replaceAll('\r\n', '\n'));
  return [...groups].map(([text, members]) => ({
    text,
    names: members.map(({ name, version, licence }) => `${name} ${version} (${licence})`),
  }));
}
