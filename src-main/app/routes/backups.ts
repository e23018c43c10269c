/** The library's snapshots: which there are, and a new one. */
import { Hono } from 'hono';
import type { Library } from '../library.ts';
import { answer } from '../validate.ts';

export function backupRoutes({ backups }: Library) {
  return new Hono()
    .get('/backups', (c) => answer(c, [...backups.list()]))
    .post('/backups', async (c) => {
      await backups.take();
      return answer(c, [...backups.list()]);
    });
}
