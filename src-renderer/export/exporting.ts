/** The state of the export dialog, which is open while the overlay is “export”. */
import { create } from 'zustand';
import { DEFAULT_NAMES, type ExportForm } from '../../src-main/contract/items/export.ts';
import { useView } from '../state/store.ts';
import type { Scope } from './scopes.ts';

interface ExportingState {
  /** What can be exported; the first one is selected. Empty before the dialog is opened. */
  readonly scopes: readonly Scope[];
  readonly scope: number;
  readonly as: ExportForm;
  readonly name: string;
  readonly directory: string;
}

/** Form, names and folder are kept for the next export. */
export const useExporting = create<ExportingState>()(() => ({
  scopes: [],
  scope: 0,
  as: 'folder',
  name: DEFAULT_NAMES,
  directory: '',
}));

/** Opens the dialog. */
export function askExport(scopes: readonly Scope[]): void {
  useExporting.setState({ scopes, scope: 0 });
  useView.getState().set({ overlay: 'export' });
}

export function endExport(): void {
  const { overlay, set } = useView.getState();
  if (overlay === 'export') set({ overlay: 'none' });
}
