/** Tests the detection of file types by their first bytes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claimedByName, looksLikeText, sniff } from '../../src-main/media/headers/sniff.ts';

function ftyp(...brands: readonly string[]): Buffer {
  const head = Buffer.alloc(8 + brands.length * 4 + 4);
  head.writeUInt32BE(head.length);
  head.write(`ftyp${brands[0]}`, 4, 'latin1');
  brands.slice(1).forEach((brand, index) => void head.write(brand, 16 + index * 4, 'latin1'));
  return head;
}

describe('sniffing', () => {
  test.each([
    ['video/mp4', ftyp('isom', 'isom', 'avc1')],
    ['video/mp4', ftyp('mp42')],
    ['video/quicktime', ftyp('qt  ')],
    ['video/x-m4v', ftyp('M4V ', 'isom')],
    ['video/3gpp', ftyp('3gp5')],
    ['video/quicktime', Buffer.from('\0\0\0\x08wide\0\0\0\0mdat', 'latin1')],
    ['image/heic', ftyp('heic', 'mif1')],
    ['image/heic', ftyp('mif1', 'heic')],
    ['image/avif', ftyp('avif', 'mif1')],
    ['image/avif', ftyp('mif1', 'avif')],
    ['image/png', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1')],
    ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
    ['image/gif', Buffer.from('GIF89a')],
    ['image/webp', Buffer.from('RIFF\x10\0\0\0WEBPVP8 ', 'latin1')],
    ['video/x-msvideo', Buffer.from('RIFF\x10\0\0\0AVI LIST', 'latin1')],
    ['video/webm', Buffer.from('\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm', 'latin1')],
    ['video/x-matroska', Buffer.from('\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska', 'latin1')],
  ])('%s is recognised', (mime, head) => {
    expect(sniff(head)).toEqual({ kind: mime.split('/')[0], mime });
  });

  test.each([
    ['text', Buffer.from('#EXTM3U\n#EXTINF:10,\nfile.ts')],
    ['markup', Buffer.from('<!doctype html><title>404</title>')],
    ['a record', Buffer.from('[{"id":"gen_01"}]')],
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(64)],
    ['sound', ftyp('M4A ', 'isom')],
    ['a wave file', Buffer.from('RIFF\x10\0\0\0WAVEfmt ', 'latin1')],
    ['a zip', Buffer.from('PK\x03\x04')],
  ])('%s is not media', (_, head) => {
    expect(sniff(head)).toBeNull();
  });

  test('any bytes give an answer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const answer = sniff(bytes);
        expect(answer === null || /^(video|image)\//.test(answer.mime)).toBe(true);
      }),
    );
  });

  test('a name claims a kind only by its extension, in any case', () => {
    expect(claimedByName('a.b/GEN_01.MP4')?.mime).toBe('video/mp4');
    expect(claimedByName('x.JPeG')?.mime).toBe('image/jpeg');
    expect(claimedByName('mp4')).toBeNull();
    expect(claimedByName('x.constructor')).toBeNull();
  });

  test('text in any script counts as text, binary data does not', () => {
    expect(looksLikeText(Buffer.from('紙の龍\n'))).toBe(true);
    expect(looksLikeText(Buffer.from([0, 1, 2]))).toBe(false);
    expect(looksLikeText(Buffer.alloc(0))).toBe(false);
  });
});
