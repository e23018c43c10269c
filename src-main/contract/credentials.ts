/** What a file's Content Credentials (C2PA) say: read, never validated. */
import { z } from 'zod';

/** Why credentials that are there could not be read, or not wholly. */
export const CredentialsProblem = z.enum([
  /** Cut short, or some of the parts it is spread over are gone. */
  'incomplete',
  /** Larger than any that are known; left unread. */
  'too-large',
  /** The bytes are no manifest store, or what they say contradicts itself. */
  'damaged',
  /** Found by an earlier version, which only noted that they are there: importing again reads them. */
  'not-read',
]);
export type CredentialsProblem = z.infer<typeof CredentialsProblem>;

/** One thing that was done to the content. */
export const CredentialAction = z.object({
  /** "c2pa.created", "c2pa.converted" …, as written. */
  action: z.string(),
  /** The program that did it, with its version where that is said. */
  softwareAgent: z.string().nullable(),
  /** The IPTC or C2PA term, as written: mostly a URL that ends in "trainedAlgorithmicMedia". */
  digitalSourceType: z.string().nullable(),
  /** As written, mostly ISO 8601. */
  when: z.string().nullable(),
});
export type CredentialAction = z.infer<typeof CredentialAction>;

/** Who says they signed, by their own certificate. Nobody checked. */
export const CredentialSignature = z.object({
  /** The signing certificate's organisation, else its name. */
  issuer: z.string().nullable(),
  /** "ES256", "PS256" …; the COSE number where the name is unknown. */
  algorithm: z.string().nullable(),
  /** What a time-stamping service says, ISO 8601. */
  time: z.string().nullable(),
});
export type CredentialSignature = z.infer<typeof CredentialSignature>;

export const CredentialManifest = z.object({
  label: z.string(),
  claimVersion: z.union([z.literal(1), z.literal(2)]),
  /** The program that wrote the manifest, with its version where that is said. */
  generator: z.string().nullable(),
  title: z.string().nullable(),
  format: z.string().nullable(),
  actions: z.array(CredentialAction),
  /** How many files it was made from, and the titles of those that have one. */
  ingredientCount: z.number().int(),
  ingredientTitles: z.array(z.string()),
  signature: CredentialSignature.nullable(),
});
export type CredentialManifest = z.infer<typeof CredentialManifest>;

export const ContentCredentials = z.object({
  /** Nothing here was ever checked against the file or against anybody's list of signers. */
  validated: z.literal(false),
  problem: CredentialsProblem.nullable(),
  manifestCount: z.number().int(),
  /** The active one first, then those it grew from, newest first; what cannot be read is left out. */
  manifests: z.array(CredentialManifest),
});
export type ContentCredentials = z.infer<typeof ContentCredentials>;

/** The last part of a source type's name: "trainedAlgorithmicMedia". */
export function sourceTypeTerm(digitalSourceType: string): string {
  return digitalSourceType.slice(digitalSourceType.lastIndexOf('/') + 1);
}

/** The source type that says most about the content: of the active manifest's actions, else of those it grew from. */
export function mainSourceType({ manifests }: ContentCredentials): string | null {
  for (const { actions } of manifests) {
    const stated = actions.find(({ digitalSourceType }) => digitalSourceType !== null);
    if (stated) return stated.digitalSourceType;
  }
  return null;
}
