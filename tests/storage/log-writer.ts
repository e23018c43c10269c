/** A process that notes events as fast as it can: `node log-writer.ts DIRECTORY COUNT`. */
import { keepLog, note, QUIET } from '../../src-main/storage/log.ts';

const [, , directory = '', count = '0'] = process.argv;
const close = keepLog(directory, QUIET);
for (let index = 0; index < Number(count); index++)
  note('slow-question', { name: 'layout', ms: index, rows: process.pid });
close();
