/** The types of a file's Content Credentials (C2PA). They are read, never validated. */
import { z } from 'zod';

/** Why embedded credentials could not be read, or only in part. */
export const CredentialsProblem = z.enum([
  /** Cut short, or some of their parts are missing. */
  'incomplete',
  /** Larger than all known ones, so they were not read. */
  'too-large',
  /** The bytes are not a manifest store, or contradict themselves. */
  'damaged',
  /** Found by an earlier version, which stored only that they exist. Another import reads them. */
  'not-read',
]);
export type CredentialsProblem = z.infer<typeof CredentialsProblem>;

/** One action on the content. */
export const CredentialAction = z.object({
  /** "c2pa.created", "c2pa.converted" …, as written. */
  action: z.string(),
  /** The program that did it, with its version when stated. */
  softwareAgent: z.string().nullable(),
  /** The IPTC or C2PA term, as written: mostly a URL that ends in "trainedAlgorithmicMedia". */
  digitalSourceType: z.string().nullable(),
  /** As written, mostly ISO 8601. */
  when: z.string().nullable(),
});
export type CredentialAction = z.infer<typeof CredentialAction>;

/** The signer that the certificate states. Not verified. */
export const CredentialSignature = z.object({
  /** The signing certificate's organisation, else its name. */
  issuer: z.string().nullable(),
  /** "ES256", "PS256" …; the COSE number when the name is unknown. */
  algorithm: z.string().nullable(),
  /** The time that a time-stamping service states, ISO 8601. */
  time: z.string().nullable(),
});
export type CredentialSignature = z.infer<typeof CredentialSignature>;

export const CredentialManifest = z.object({
  label: z.string(),
  claimVersion: z.union([z.literal(1), z.literal(2)]),
  /** The program that wrote the manifest, with its version when stated. */
  generator: z.string().nullable(),
  title: z.string().nullable(),
  format: z.string().nullable(),
  actions: z.array(CredentialAction),
  /** The number of files that it was made from, and the titles of those with a title. */
  ingredientCount: z.number().int(),
  ingredientTitles: z.array(z.string()),
  signature: CredentialSignature.nullable(),
});
export type CredentialManifest = z.infer<typeof CredentialManifest>;

export const ContentCredentials = z.object({
  /** Always false: nothing is checked against the file or against a list of signers. */
  validated: z.literal(false),
  problem: CredentialsProblem.nullable(),
  manifestCount: z.number().int(),
  /** The active manifest first, then its ancestors, newest first. Unreadable ones are left out. */
  manifests: z.array(CredentialManifest),
});
export type ContentCredentials = z.infer<typeof ContentCredentials>;

/** The last part of a source type's name: "trainedAlgorithmicMedia". */
export function sourceTypeTerm(digitalSourceType: string): string {
  return digitalSourceType.slice(digitalSourceType.lastIndexOf('/') + 1);
}

/** The main source type of the content: from the active manifest's actions, else from those of its ancestors. */
export function mainSourceType({ manifests }: ContentCredentials): string | null {
  for (const { actions } of manifests) {
    const stated = actions.find(({ digitalSourceType }) => digitalSourceType !== null);
    if (stated) return stated.digitalSourceType;
  }
  return null;
}
