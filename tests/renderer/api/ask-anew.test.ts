/** A change that arrives while a question has no answer yet must not be lost. */
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { askAnew } from '../../../src-renderer/api/events/ask-anew.ts';

test('a first question in progress is asked again after its answer, once for all changes until then', async () => {
  const client = new QueryClient();
  const answers: ((answer: string) => void)[] = [];
  const observer = new QueryObserver(client, {
    queryKey: ['result'],
    queryFn: () => new Promise<string>((resolve) => void answers.push(resolve)),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const stop = observer.subscribe(() => {});
  askAnew(client, { queryKey: ['result'] });
  askAnew(client, { queryKey: ['result'] });
  expect(answers).toHaveLength(1);
  answers[0]?.('before the change');
  await expect.poll(() => answers.length).toBe(2);
  answers[1]?.('after the change');
  await expect.poll(() => client.getQueryData(['result'])).toBe('after the change');
  expect(answers).toHaveLength(2);
  stop();
});
