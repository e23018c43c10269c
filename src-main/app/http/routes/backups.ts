/** The snapshots of the library: lists them and takes a new one. */
import { Hono } from 'hono';
import type { Library } from '../../library/library.ts';
import { json } from '../validate.ts';

export function backupRoutes({ backups }: Library) {
  return new Hono()
    .get('/backups', (c) => json(c, [...backups.list()]))
    .post('/backups', async (c) => {
      await backups.take();
      return json(c, [...backups.list()]);
    });
}
