/** The target height of rows: the setting, or the value of the slider while it is dragged. */
import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import { useSaveSettings, useSettings } from '../../api/queries.ts';
import { DENSITY } from './view-options.ts';

interface DensityState {
  /** The unsaved value; null uses the setting. */
  readonly pending: number | null;
  set(pending: number | null): void;
}

const useDensity = create<DensityState>()((set) => ({ pending: null, set: (pending) => set({ pending }) }));

/** px. */
export function useRowHeight(): number {
  const pending = useDensity((state) => state.pending);
  const saved = useSettings()?.density;
  return pending ?? saved ?? DENSITY.default;
}

export interface DensityControl {
  readonly value: number;
  /** Shows a value at once. */
  change(value: number): void;
  /** Shows and saves a value. */
  save(value: number): void;
}

const SAVE_MS = 600;

export function useDensityControl(): DensityControl {
  const value = useRowHeight();
  const { mutate } = useSaveSettings();
  const set = useDensity((state) => state.set);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const clamp = (height: number): number => Math.round(Math.min(DENSITY.max, Math.max(DENSITY.min, height)));
  return {
    value,
    change: (height) => set(clamp(height)),
    save(height) {
      const density = clamp(height);
      set(density);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => mutate({ density }, { onSettled: () => set(null) }), SAVE_MS);
    },
  };
}
