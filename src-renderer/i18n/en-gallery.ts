/** English: the gallery. */

export const enGallery = {} as const;
