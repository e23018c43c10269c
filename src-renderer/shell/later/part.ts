/** Parts of the page whose code loads when they are opened, or before that in idle time after the first screen. */
import type { ComponentType } from 'react';
import { ApiError } from '../../api/client.ts';

/** What is known of a part: its component, or why the last attempt to load it failed; neither while it loads. */
export interface Known<P> {
  readonly Component: ComponentType<P> | null;
  readonly error: Error | null;
}

export interface Part<P> {
  /** The same object while nothing changes. */
  known(): Known<P>;
  /** Loads the code, unless it is there or on its way. Never rejects: an error becomes known. */
  load(): Promise<void>;
  subscribe(listener: () => void): () => void;
}

const all: Pick<Part<never>, 'load'>[] = [];

/** @param get imports the module and returns its component */
export function part<P>(get: () => Promise<ComponentType<P>>): Part<P> {
  const listeners = new Set<() => void>();
  let known: Known<P> = { Component: null, error: null };
  let underWay: Promise<void> | null = null;
  const tell = (next: Known<P>): void => {
    known = next;
    for (const listener of [...listeners]) listener();
  };
  const own: Part<P> = {
    known: () => known,
    load() {
      if (known.Component) return Promise.resolve();
      underWay ??= get()
        .then(
          (Component) => tell({ Component, error: null }),
          (cause: unknown) => tell({ Component: null, error: errorOf(cause) }),
        )
        .finally(() => {
          underWay = null;
        });
      return underWay;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  all.push(own);
  return own;
}

/** Browsers reject with a TypeError when the file of a module does not arrive. */
function errorOf(cause: unknown): Error {
  if (cause instanceof TypeError && cause.message.includes('module'))
    return new ApiError('offline', 'Afterimage does not answer.', null, 0);
  return cause instanceof Error ? cause : new Error(String(cause));
}

/** Loads every part, one after the other, each when the page has nothing else to do. */
export async function loadAllParts(): Promise<void> {
  for (const one of all) {
    await idle();
    await one.load();
  }
}

/** The longest wait for an idle moment, in ms. */
const IDLE_MS = 2_000;

const idle = (): Promise<void> =>
  new Promise((resolve) => {
    requestIdleCallback(() => resolve(), { timeout: IDLE_MS });
  });
