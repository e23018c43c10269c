/** Defines a valid source for each reader, and the files of it that are damaged, one at a time. */
import type { FormatName } from '../../src-main/contract/items/generation.ts';
import { conversation, soraJson } from '../fixtures/chatgpt-export.ts';
import { autoSaved, batchPost, exportGroup, userTree } from '../fixtures/downloaders.ts';
import {
  exif,
  exifComment,
  GRAPH,
  jpegWith,
  mp4With,
  PARAMETERS,
  pngWith,
  pngWithLate,
  webmWith,
  webpWith,
  xmp,
} from '../fixtures/embedded.ts';
import { genId, key, postId } from '../fixtures/ids.ts';
import { savedPost, sidecar } from '../fixtures/save-sora.ts';
import { feedItem, har, serviceDraft, serviceTask, stitchedDraft } from '../fixtures/service.ts';
import { batch } from '../fixtures/sora-additions.ts';
import {
  exportRecord,
  generationsJson,
  hexRecord,
  NOVEMBER,
  SIGNATURE,
  storyboardRecord,
} from '../fixtures/sora-export.ts';
import { chainLink, draftItem, manifest, pictureItem, postItem, sidecarText, stemFor } from '../fixtures/soravault.ts';
import { job, jobId } from '../fixtures/videos-api.ts';

export interface Subject {
  readonly format: FormatName;
  readonly files: ReadonlyMap<string, Buffer>;
  readonly targets: readonly string[];
}

type Contents = Readonly<Record<string, string | Uint8Array>>;

function subject(format: FormatName, files: Contents, targets: readonly string[] = Object.keys(files)): Subject {
  return {
    format,
    files: new Map(Object.entries(files).map(([name, content]) => [name, Buffer.from(content)])),
    targets,
  };
}

const GEN = genId(NOVEMBER, 1);
const OTHER = genId(NOVEMBER, 2);
const POST = postId(NOVEMBER, 4);
/** A UUID without its last digit. */
const ASSET = '3e1c1c4b-1111-4222-8333-44444444444';

function soraVault(): Subject {
  const draft = draftItem(3);
  const stem = `sora_v2_drafts/${stemFor(draft)}`;
  const name = 'soravault_manifest_2026-04-20T18-22-31.json';
  const files = {
    [name]: manifest([postItem(1), pictureItem(2), postItem(8)], { remix_chains: [chainLink('child', 5, 6)] }),
    'soravault_manifest_merged_part01.json': manifest([draftItem(4)]),
    'sora_v2_remixes/chains/remix_chains.json': JSON.stringify({
      chains: [chainLink('child', 11, 12), chainLink('parent', 13, 14)],
    }),
    'mirror_browse/mirror_manifest.json': JSON.stringify({
      version: 1,
      entries: [
        {
          key: POST,
          genId: `${POST}-attachment-0`,
          postId: POST,
          folder: 'eve',
          filename: 'x.mp4',
          captured_at: 'x',
          prompt: 'met',
        },
        { key: OTHER, genId: OTHER, captured_at: 'y', prompt: 'met too' },
      ],
    }),
    'mirror_browse/eve/x.mp4': 'met',
    [`${stem}.txt`]: sidecarText(draft),
    [`${stem}.mp4`]: 'x',
    [`sora_v2_drafts/gen_${key(NOVEMBER, 77)}.txt`]: sidecarText(draftItem(5)),
  };
  return subject(
    'soravault',
    files,
    Object.keys(files).filter((each) => !each.endsWith('.mp4')),
  );
}

function saveSora(): Subject {
  const [one, two] = [savedPost(1), savedPost(2)];
  const folder = 'save-sora-library/me/published/posts/watermark';
  const list = 'metadata/save-sora-selected-prompts-1.csv';
  const files = {
    [`${folder}/${one.stem}.txt`]: sidecar(one.fields, one.payload),
    [`${folder}/${two.stem}.txt`]: sidecar(two.fields, two.payload),
    [`${folder}/${one.stem}.mp4`]: 'x',
    [list]: '\uFEFFprompt\r\n"a ""b"" "\r\n"c"\r\n',
  };
  return subject('save-sora', files, [`${folder}/${one.stem}.txt`, list]);
}

function chatGpt(): Subject {
  const talk = conversation(1, [
    { file: 'file_00000001', prompt: 'a fox', genId: 'AbCdEfGhIj123456', upload: 'file-Upload12345678' },
  ]);
  const other = conversation(2, [{ file: 'file_00000002', native: true, call: 'an owl' }]);
  const untouched = conversation(9, [{ file: 'file_00000009', prompt: 'untouched' }]);
  const files = {
    'conversations.json': JSON.stringify([talk, other]),
    'conversations-009.json': JSON.stringify([untouched]),
    'sora.json': soraJson(3),
    'export_manifest.json': JSON.stringify({
      logical_files: { 'conversations.json': { files: ['conversations.json'], sharded: true } },
    }),
    'conversation_asset_file_names.json': '{"file-Lone1234567890.dat": "Lone hen.png"}',
    'library_files.json': JSON.stringify([
      { file_id: 'file_00000002', library_file_id: 'x', name: 'Owl.png' },
      {
        file_id: 'file_00000003',
        file_name: 'Snail.png',
        mime_type: 'image/png',
        created_at: '2026-08-17T04:36:27.325710+00:00',
        image_gen_generation_id: 's_6514e1c097dc8191a71951dbd5db6502',
        // A record that two documents make together would be lost with either.
        origination_thread_id: 'talk-gone',
        origination_message_id: 'node-2-1',
      },
    ]),
    'A talk alone.json': JSON.stringify(
      conversation(3, [{ file: 'file_00000004', native: true, upload: 'file_00000005' }]),
    ),
    'file-Lone1234567890.dat': 'x',
    'file_00000002.dat': 'y',
    'file_00000003.dat': 'z',
    'file_00000004.png': 'u',
    'file_00000005.png': 'v',
  };
  return subject(
    'chatgpt-export',
    files,
    Object.keys(files).filter((name) => name.endsWith('.json')),
  );
}

function sidecars(): Subject {
  const files = {
    'clip.json': `{"prompt": "a fox", "url": "https://x.com/y?${SIGNATURE}", "comments": [{"a": 1}]}`,
    'clip.mp4': 'x',
    'index.csv': `id,prompt,file\n${GEN},"a ""fox""",other.mp4\n${OTHER},b,\n`,
    'other.mp4': 'y',
    'lines.jsonl': `{"video_id": "${POST}", "prompt": "an owl"}\n{"video_id": "${GEN}", "prompt": "a fox"}\n`,
    'deep.json': JSON.stringify({
      result: {
        clips: [
          { gen_id: GEN, text: 'one' },
          { gen_id: OTHER, text: 'two' },
        ],
      },
    }),
    'keyed.json': JSON.stringify({ items: { [GEN]: { prompt: 'one' }, [OTHER]: 'two' } }),
    'export/prod-grok-backend.json': JSON.stringify({
      conversations: [
        {
          conversation: { id: ASSET, title: 'Foxes' },
          responses: [
            { response: { _id: '1', sender: 'human', message: 'a fox', file_attachments: [`${ASSET}1`] } },
            {
              response: {
                _id: '2',
                sender: 'ASSISTANT',
                parent_response_id: '1',
                create_time: { $date: { $numberLong: '1758375922000' } },
                file_attachments: [`${ASSET}2`],
                metadata: { generated_image_width: 640, generated_image_height: 480 },
              },
            },
          ],
        },
      ],
      media_posts: [
        { id: `${ASSET}3`, original_prompt: 'a hen', media_type: 'image', create_time: '2025-09-20T13:45:22Z' },
        { id: `${ASSET}4`, original_prompt: 'an owl', media_type: 'video', link: 'https://x.com/y' },
      ],
    }),
    [`export/prod-mc-asset-server/${ASSET}1/content`]: 'r',
    [`export/prod-mc-asset-server/${ASSET}2/content`]: 's',
    [`export/prod-mc-asset-server/${ASSET}3/content`]: 't',
    'photo(1).jpg': 'u',
    'photo.jpg.supplemental-metadata(1).json': JSON.stringify({
      description: 'a moth',
      photoTakenTime: { timestamp: '1758375922' },
    }),
    'note.txt': '---\ntitle: Fox\nprompt: |\n  a fox\n---\nbody',
    'note.webp': 'z',
    'untouched.txt': 'a hen',
    'untouched.png': 'z',
  };
  const damaged = Object.keys(files).filter(
    (name) => !name.startsWith('untouched') && /\.(?:json|jsonl|csv|txt)$/.test(name),
  );
  return subject('sidecar', files, damaged);
}

function soraExport(): Subject {
  const files = {
    'sora-data-files-export-1/generations.json': generationsJson([
      exportRecord(1),
      hexRecord(2),
      storyboardRecord(3),
      exportRecord(4),
    ]),
    [`sora-data-files-export-1/${exportRecord(1).id}.mp4`]: 'x',
    'sora-data-files-export-2-generations.json': generationsJson([exportRecord(5), exportRecord(1)]),
  };
  return subject(
    'sora-export',
    files,
    Object.keys(files).filter((name) => name.endsWith('.json')),
  );
}

function batches(): Subject {
  const [one, two] = [batchPost(1), batchPost(2)];
  const files = { ...one.files, ...two.files };
  return subject(
    'batch-downloader',
    files,
    Object.keys(one.files).filter((name) => !/\.(?:mp4|gif)$/.test(name)),
  );
}

function promptTree(): Subject {
  const feed = `---\nid: ${POST}\nsource: v2_feed\ntype: video_gen\ncreated_at: 2025-11-04\n---\nlighthouse\n`;
  return subject(
    'prompt-tree',
    {
      [`v2_feed/prompts/${POST}.md`]: feed,
      [`v2_draft/prompts/${GEN}.md`]: `id: ${GEN}\na tram leaves\n`,
      [`v2_feed/videos/${POST}.mp4`]: 'x',
    },
    [`v2_feed/prompts/${POST}.md`, `v2_draft/prompts/${GEN}.md`],
  );
}

function captures(): Subject {
  const flat = (number: number) => ({
    id: postId(NOVEMBER + number * 60_000, number),
    text: `captured ${number}`,
    username: 'ada',
    posted_at: NOVEMBER / 1000,
    comments: [{ text: 'nice', comments: [{ text: 'so nice' }] }],
  });
  const profiles = [{ username: 'ada', followers: 3 }];
  return subject('capture', {
    'a.extracted.json': JSON.stringify({ posts: [flat(1), feedItem(2), flat(4)], all_profiles: profiles }, null, 1),
    'b.extracted.json': JSON.stringify({ posts: [flat(3)], all_profiles: profiles }),
  });
}

function jobs(): Subject {
  const files = {
    [`${jobId(1)}.json`]: JSON.stringify(job(1), null, 2),
    'jobs.jsonl': [job(2), job(3)].map((each) => JSON.stringify(each)).join('\n'),
    'list.json': JSON.stringify({
      object: 'list',
      data: [job(4), job(5, { status: 'failed', error: { code: 'x' } }), job(6)],
    }),
    [`${jobId(7)}/output.mp4`]: 'x',
    [`${jobId(7)}/job.json`]: JSON.stringify(job(7)),
  };
  return subject(
    'videos-api',
    files,
    Object.keys(files).filter((name) => !name.endsWith('.mp4')),
  );
}

/** The subjects of all readers, in no particular order. */
export function subjects(): readonly Subject[] {
  const [one, two] = [autoSaved(1), autoSaved(2)];
  // Pictures that the list lacks are found by their files. Without those files, each record comes from the list.
  const groups = Object.fromEntries(
    Object.entries({ ...exportGroup(1, 2), ...exportGroup(2, 1) }).filter(([name]) => !/0001_.*img_/.test(name)),
  );
  const tree = userTree();
  return [
    soraVault(),
    soraExport(),
    chatGpt(),
    saveSora(),
    subject('sora-additions', {
      'a/manifest.json': JSON.stringify(batch(1), null, 2),
      'b/manifest.json': JSON.stringify(batch(2)),
    }),
    promptTree(),
    subject(
      'sora-downloader',
      groups,
      Object.keys(groups).filter((name) => /\.(?:json|txt)$/.test(name)),
    ),
    batches(),
    subject(
      'auto-saver',
      { ...one.files, ...two.files },
      Object.keys(one.files).filter((name) => name.endsWith('.json')),
    ),
    subject(
      'video-downloader',
      tree,
      Object.keys(tree).filter((name) => name.endsWith('.csv')),
    ),
    captures(),
    subject('raw-api', {
      'tasks.json': JSON.stringify({ task_responses: [serviceTask(1), serviceTask(2), serviceTask(6)] }),
      'feed.json': JSON.stringify({ items: [feedItem(1), feedItem(2)], cursor: 'x' }, null, 1),
      'drafts.json': JSON.stringify([serviceDraft(3), stitchedDraft(4)]),
      'tree.json': JSON.stringify({ post: feedItem(7), children: { items: [feedItem(8)] } }),
      'all.har': har([
        { text: JSON.stringify({ items: [serviceDraft(5)] }) },
        { text: JSON.stringify({ items: [feedItem(9)] }) },
      ]),
    }),
    jobs(),
    sidecars(),
    subject('embedded', {
      'a.png': pngWith({ parameters: PARAMETERS, prompt: JSON.stringify(GRAPH) }, 'iTXt'),
      'b.jpg': jpegWith(exif(PARAMETERS)),
      'c.webp': webpWith(exif(PARAMETERS)),
      'd.mp4': mp4With(JSON.stringify({ prompt: 'a fox' })),
      'e.png': pngWith({ parameters: PARAMETERS }, 'zTXt'),
      'f.png': pngWithLate({ parameters: PARAMETERS }, 'iTXt', 600, 4),
      'g.webp': webpWith(Buffer.from(xmp(JSON.stringify({ prompt: 'a fox', seed: 3 }))), 'XMP '),
      'i.webm': webmWith(JSON.stringify({ prompt: 'a fox', seed: 4 })),
      'h.jpg': jpegWith(exifComment(Buffer.from(`prompt:${JSON.stringify(GRAPH).slice(0, -9)}`))),
    }),
    subject('loose', {
      [`19700121_0231_${POST.slice(2)}.mp4`]: 'x',
      '20250412_1804_Paper Boats_simple_compose_01jrnjth82f4qs4fr84g98pbsk.png': 'y',
      [`${jobId(1)}/output.mp4`]: 'z',
      [`thumbnail_${POST}.jpg`]: 't',
    }),
  ];
}
