/** The parts of package.json that packages need. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** The name that people see. It is not in package.json, because Electron would use it for the profile folder too. */
export const PRODUCT_NAME = 'Afterimage';

const Manifest = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  license: z.string(),
  author: z.string(),
  type: z.literal('module'),
  main: z.string(),
  desktopName: z.string().endsWith('.desktop'),
  dependencies: z.record(z.string(), z.string()),
});
export type ProductManifest = z.infer<typeof Manifest>;

/**
 * A domain that no one can own (RFC 2606). A publisher of packages sets AFTERIMAGE_MAINTAINER to name the maintainer.
 */
const NO_MAINTAINER = 'The Afterimage authors <nobody@afterimage.invalid>';

export interface Publisher {
  /** `Name <address>`, as Debian requires. */
  readonly maintainer: string;
  /** Null: the package names none. */
  readonly homepage: string | null;
  /** A hint for the person who builds. */
  readonly notes: readonly string[];
}

export async function readProduct(file: string): Promise<ProductManifest> {
  return Manifest.parse(JSON.parse(await readFile(file, 'utf8')));
}

/** The publisher of a package, from the environment. */
export function readPublisher(env: NodeJS.ProcessEnv): Publisher {
  const maintainer = env.AFTERIMAGE_MAINTAINER || NO_MAINTAINER;
  if (!/^[^<>\n]+ <[^<>\s]+@[^<>\s]+>$/.test(maintainer))
    throw new Error('AFTERIMAGE_MAINTAINER has the form “Name <address>”.');
  const homepage = env.AFTERIMAGE_HOMEPAGE || null;
  if (homepage !== null && !/^https?:\/\/\S+$/.test(homepage))
    throw new Error('AFTERIMAGE_HOMEPAGE is an address that begins with https://.');
  const notes = env.AFTERIMAGE_MAINTAINER ? [] : ['The packages name no maintainer: AFTERIMAGE_MAINTAINER is not set.'];
  return { maintainer, homepage, notes };
}
