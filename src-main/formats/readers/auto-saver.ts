/**
 * Reads Auto Saver's notes: `gen_gen_<id>.meta.json` for a file `gen_gen_<id>--<Prompt_slug>.mp4`. The tool doubles
 * `gen_`.
 */
import { idsInLink, statedKind } from '../fields/fallback-keys.ts';
import { objectOf, statedClaims } from '../fields/stated-claims.ts';
import { stripUrls } from '../json/strip-urls.ts';
import { filesOf } from '../naming/file-claims.ts';
import { baseName, isMediaName } from '../naming/file-names.ts';
import { type Document, type DocumentReading, type Reader, type ReaderContext, readingFaults } from '../reader.ts';
import type { SourceEntry } from '../source.ts';
import { readAhead } from '../source-files/read-ahead.ts';
import { peekText, readJson } from '../source-files/small-text.ts';

const NAME = /\.meta\.json$/i;
const ANY_NAME = /\.json$/i;
const DOUBLED = /^(?:gen_){2,}[0-9a-hjkmnp-tv-z]{26}/i;
const KEYS = /"(?:SourceURL|SuggestedBaseName)"\s*:/;

export const autoSaver: Reader = {
  format: 'auto-saver',
  async detect(context) {
    const found: SourceEntry[] = [];
    for (const entry of context.tree.source.entries) {
      if (!(context.isSought ? ANY_NAME : NAME).test(entry.name) || context.isTaken(entry)) continue;
      if (
        context.isSought ||
        DOUBLED.test(baseName(entry.name)) ||
        KEYS.test(await peekText(entry, 4_096, context.signal))
      )
        found.push(entry);
    }
    const value = readAhead(found.length, (at) => readJson(found[at] as SourceEntry, context.signal));
    const documents = found.map<Document>((entry, at) => ({
      entry,
      sign: 'auto-saver-note',
      read: () => readNote(entry, value(at), context),
    }));
    return { documents, problems: [] };
  },
};

async function* readNote(
  entry: SourceEntry,
  reading: ReturnType<typeof readJson>,
  { tree }: ReaderContext,
): AsyncGenerator<DocumentReading> {
  const { value, ...read } = await reading;
  yield* readingFaults(read);
  if (value === undefined) return;
  const raw = objectOf(stripUrls(value));
  const ids = { ...idsInLink(raw.SourceURL), ...tree.idsOf(entry).ids };
  const [named] = typeof raw.SuggestedBaseName === 'string' ? tree.mediaByStem(raw.SuggestedBaseName) : [];
  const file = filesOf(ids, tree)[0] ?? named;
  const claims = statedClaims({ kind: statedKind(raw.Kind), prompt: raw.Prompt, title: raw.Title });
  yield { type: 'record', record: { ids, ...(file ? { file: file.name } : {}), claims, raw: stripUrls(value) } };
  const { task: _task, ...identity } = ids;
  if (named && isMediaName(named.name))
    yield { type: 'claim', claim: { name: named.name, ids: identity, role: 'original' } };
}
