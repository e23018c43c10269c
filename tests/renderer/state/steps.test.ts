/** What becomes a step in the history: the places one would want to come back to. */
import { describe, expect, test } from 'vitest';
import { type Addressed, placeKey, readAddress } from '../../../src-renderer/state/address.ts';
import { type StepContext, stepFor } from '../../../src-renderer/state/steps.ts';

const at = (search: string): Addressed => readAddress(search).view;
const step = (before: string, after: string, context: Partial<StepContext> = {}): string =>
  stepFor(at(before), at(after), { cameFrom: null, isTyping: false, ...context });

describe('a new step', () => {
  test('is a new query, a new order, a new screen, and opening the viewer', () => {
    expect(step('?q=boat', '?q=dragon')).toBe('push');
    expect(step('', '?sort=oldest')).toBe('push');
    expect(step('?sort=random&seed=1', '?sort=random&seed=2')).toBe('push');
    expect(step('', '?screen=settings')).toBe('push');
    expect(step('', '?open=7')).toBe('push');
    expect(step('?open=7', '?q=tag%3Aboats')).toBe('push');
  });

  test('is not a selection, and not the next item in the viewer', () => {
    expect(step('', '?selected=4')).toBe('replace');
    expect(step('?open=7', '?open=8')).toBe('replace');
  });
});

describe('typing', () => {
  test('is one step while letters are added or deleted', () => {
    expect(step('?q=dra', '?q=drag', { isTyping: true })).toBe('replace');
    expect(step('?q=drag', '?q=dra', { isTyping: true })).toBe('replace');
  });

  test('begins a new step after a pause, and when the text is replaced', () => {
    expect(step('?q=dragon', '?q=dragon+boat')).toBe('push');
    expect(step('?q=dragon', '?q=boat', { isTyping: true })).toBe('push');
  });

  test('in another screen is a new step', () => {
    expect(step('?screen=settings', '?q=d', { isTyping: true })).toBe('push');
  });
});

describe('leaving', () => {
  const gallery = placeKey(at('?q=boat'));

  test('goes back to the previous view', () => {
    expect(step('?q=boat&open=7', '?q=boat', { cameFrom: gallery })).toBe('back');
    expect(step('?q=boat&screen=settings', '?q=boat', { cameFrom: gallery })).toBe('back');
  });

  test('the first view of the page is replaced', () => {
    expect(step('?q=boat&open=7', '?q=boat')).toBe('replace');
    expect(step('?screen=settings', '')).toBe('push');
  });

  test('to another view is a new step', () => {
    expect(step('?q=boat&open=7', '?q=dragon', { cameFrom: gallery })).toBe('push');
  });
});
