/** What SQLite and the system say where nothing can be written: a full disk, a folder or a drive of somebody else. */
const CODES = /^(SQLITE_(READONLY|CANTOPEN|FULL|IOERR|PERM)|EACCES|EPERM|EROFS|ENOSPC|EDQUOT)/;

export const saysUnwritable = (cause: unknown): boolean => CODES.test(String((cause as { code?: unknown }).code ?? ''));
