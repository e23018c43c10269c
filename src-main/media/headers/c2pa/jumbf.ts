/** Parses JUMBF (ISO 19566-5), the boxes of a C2PA manifest store: a description, then its content. */
import { type Box, children } from '../../../containers/iso-boxes.ts';

/** A superbox with unparsed content. */
export interface Superbox {
  /** The first four bytes of its type, such as "c2ma" for a manifest. C2PA's types differ only in these bytes. */
  readonly type: string;
  readonly label: string;
  readonly content: readonly Box[];
}

/** Real stores have fewer boxes. */
const MOST_BOXES = 5_000;

/** The store has more boxes than any real one. */
export class JumbfDamage extends Error {}

/** Counts the boxes of one store. @throws JumbfDamage when there are too many. */
export function boxCounter(): () => void {
  let boxes = 0;
  return () => {
    if (++boxes > MOST_BOXES) throw new JumbfDamage('too many boxes');
  };
}

/** The superboxes among these boxes. Boxes without a valid description are skipped. */
export function superboxes(boxes: readonly Box[], count: () => void): readonly Superbox[] {
  return boxes.filter(({ type }) => type === 'jumb').flatMap(({ body }) => superbox(body, count) ?? []);
}

const TYPE_LENGTH = 16;
const HAS_LABEL = 0b10;

/** ISO 19566-5, annex A: `jumd` has a type of 16 bytes, a byte of toggles, and a label that ends with zero. */
function superbox(body: Buffer, count: () => void): Superbox | null {
  const [description, ...content] = children(body, 0, count);
  if (description?.type !== 'jumd' || description.body.length <= TYPE_LENGTH) return null;
  const type = description.body.toString('latin1', 0, 4);
  const toggles = description.body[TYPE_LENGTH] as number;
  const start = TYPE_LENGTH + 1;
  const end = description.body.indexOf(0, start);
  const label =
    toggles & HAS_LABEL ? description.body.toString('utf8', start, end < 0 ? description.body.length : end) : '';
  return { type, label, content };
}
