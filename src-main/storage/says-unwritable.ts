/** Whether an error means that nothing can be written: a full disk, or a folder or drive without write access. */
import { codeOf } from './error-code.ts';

const CODES = /^(SQLITE_(READONLY|CANTOPEN|FULL|IOERR|PERM)|EACCES|EPERM|EROFS|ENOSPC|EDQUOT)/;

export const saysUnwritable = (cause: unknown): boolean => CODES.test(codeOf(cause));
