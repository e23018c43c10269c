/**
 * Which packages stay packages beside the bundle: those with native code or programs. The code of all others goes into
 * it, because one file instead of a hundred is read at each start (zod alone took 45 ms in each thread).
 */
const BESIDE = /^(?:better-sqlite3|@ffmpeg-installer\/.+|@ffprobe-installer\/.+)$/;

export const isBesideTheBundle = (name: string): boolean => BESIDE.test(name);
