/** The sizes offered as limits for previews, in bytes. */
export const PREVIEW_LIMITS: readonly number[] = [1, 2, 5, 10, 20, 50, 100].map(
  (gigabytes) => gigabytes * 1_000_000_000,
);
