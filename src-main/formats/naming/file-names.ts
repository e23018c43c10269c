/** Classifies names: media files, possible media files, documents, and system files. */

const MOVING_EXTENSIONS = 'mp4|mov|webm|m4v|mkv|avi|3gp|qt';
/** Browsers on Windows save JPEG pictures as `.jfif`, some programs as `.jpe`, and animated PNG pictures as `.apng`. */
const MEDIA_EXTENSIONS = `${MOVING_EXTENSIONS}|png|apng|jpg|jpeg|jpe|jfif|jfi|pjpeg|pjp|webp|gif|avif|heic|heif`;
const MEDIA = new RegExp(`\\.(?:${MEDIA_EXTENSIONS})$`, 'i');
const MOVING = new RegExp(`\\.(?:${MOVING_EXTENSIONS})$`, 'i');
const MEDIA_TAIL = new RegExp(`(?:\\.(?:${MEDIA_EXTENSIONS}))+$`, 'i');

/** Whether the extension is one of a video or picture. */
export function isMediaName(name: string): boolean {
  return MEDIA.test(name);
}

/** Whether only the bytes can show if this is media: `.dat`, or no extension. */
export function isMaybeMedia(name: string): boolean {
  const base = baseName(name);
  return /\.dat$/i.test(base) || !/.\.[^.\s]{1,10}$/.test(base);
}

/** Extensions of files that are neither pictures nor videos. A folder of a program can hold a hundred thousand of them. */
const OTHER =
  /\.(?:mp3|wav|flac|ogg|oga|opus|m4a|aac|wma|aiff?|midi?|pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|epub|pages|numbers|key|[cm]?[jt]sx?|map|css|s[ac]ss|less|vue|py[cdw]?|ipynb|[ch](?:pp|xx)?|cs|cc|hh|java|class|jar|kt|go|rs|rb|php|swift|lua|pl|r|sh|bash|zsh|bat|cmd|ps1|sql|wasm|so|dll|dylib|exe|msi|dmg|pkg|deb|rpm|app|apk|iso|bin|o|a|lib|safetensors|ckpt|pth?|onnx|gguf|npy|npz|pickle|pkl|parquet|zip|7z|rar|tar|t?gz|t?xz|t?bz2|zst|lz4?|cab|ttf|otf|woff2?|eot|svg|ai|eps|ico|icns|cur|lnk|url|webloc|ini|cfg|conf|toml|env|lock|log|db|sqlite3?|plist|pem|crt|cer|srt|vtt|ass|torrent|part|crdownload|aae|thm|lrv)$/i;

/**
 * Whether the extension says nothing about the content: the bytes can be those of a picture or video. Not when it stands
 * behind another extension of media: a program or a person has set `clip.mp4.bak` and `clip.mp4.tmp` aside.
 */
export function isUnknownName(name: string): boolean {
  return !isMediaName(name) && !TEXT.test(name) && !OTHER.test(name) && !isMediaName(name.replace(/\.[^./]*$/, ''));
}

const TEXT = /\.(?:json|jsonl|ndjson|har|csv|tsv|txt|md|markdown|xml|html?|xmp|ya?ml|srt|vtt)$/i;

/** Whether the extension is one of a document that could describe media. */
export function isTextName(name: string): boolean {
  return TEXT.test(name);
}

/** The last part of a place in a source. */
export function baseName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** Whether the extension is one of a video. */
export function isMovingName(name: string): boolean {
  return MOVING.test(name);
}

const PREVIEW = /(?:^|[-_. ])(?:thumb|thumbnail|sprite|spritesheet|poster|preview|cover)s?$/i;

/**
 * The part of a preview's stem before its mark (`Boats_thumbnail` → `Boats`, `thumbnail` → ``); null when it has no
 * mark.
 */
export function previewOf(stem: string): string | null {
  return PREVIEW.test(stem) ? stem.replace(PREVIEW, '') : null;
}

/** Everything before the last part, '' at the top. */
export function folderName(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('/')));
}

/**
 * A place with the last part of the source's path before it: a user may import a format's folder or the folder above
 * it.
 */
export function underRoot(sourcePath: string, name: string): string {
  return `${baseName(sourcePath.replaceAll('\\', '/').replace(/\/+$/, ''))}/${name}`;
}

/** A file's name without its extension. Repeated media extensions are all removed (`.mp4.mp4`). */
export function stemOf(basename: string): string {
  const stem = basename.replace(MEDIA_TAIL, '');
  return stem === basename ? basename.replace(/(?<=.)\.[^.]*$/, '') : stem;
}

/** Folds a name for comparison: case and Unicode composition do not matter. */
export function foldName(text: string): string {
  // ASCII text has only one composition, and most names are ASCII.
  return (/[^\0-\x7f]/.test(text) ? text.normalize('NFC') : text).toLowerCase();
}

const JUNK_FOLDERS = new Set([
  '__macosx',
  '.spotlight-v100',
  '.trashes',
  '.trash',
  '.fseventsd',
  '.temporaryitems',
  '.documentrevisions-v100',
  '$recycle.bin',
  'system volume information',
  '@eadir',
  '#recycle',
  'lost+found',
  '.git',
  'node_modules',
]);
const JUNK_FILES = new Set([
  '.ds_store',
  'thumbs.db',
  'ehthumbs.db',
  'desktop.ini',
  '.localized',
  'icon\r',
  '.directory',
  '.gitkeep',
]);

/** Whether the folder belongs to an operating system or tool, not to the user. */
export function isJunkFolder(basename: string): boolean {
  return JUNK_FOLDERS.has(basename.toLowerCase());
}

/** Whether an operating system or copy tool made the file (`._x`, `.DS_Store`, …). */
export function isJunkFile(basename: string): boolean {
  return basename.startsWith('._') || JUNK_FILES.has(basename.toLowerCase());
}
