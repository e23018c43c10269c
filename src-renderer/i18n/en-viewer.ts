/** English: the viewer. */

export const enViewer = {} as const;
