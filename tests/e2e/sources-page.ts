/** The import dialog, the report and the sources as a person uses them. */
import { expect, type Locator, type Page } from 'playwright/test';
import type { Door } from './door.ts';

export type SourcesPage = ReturnType<typeof sourcesAt>;

export function sourcesAt(page: Page, door: Door) {
  const main = page.getByRole('main');
  const strip = page.getByRole('region', { name: 'Import', exact: true });
  const command = async (name: string): Promise<void> => {
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('dialog').getByRole('combobox').fill(name);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toBeHidden();
  };
  const isDone = (): Promise<void> =>
    expect(strip.getByRole('status')).toContainText('Import finished', { timeout: 60_000 });
  /** Chooses a path: in the window in the system's dialog of this button, in a browser by typing it. */
  const choose = async (dialog: Locator, path: string, button: string): Promise<void> => {
    if (door.kind === 'window') {
      await door.answersDialogsWith([path]);
      await dialog.getByRole('button', { name: button }).click();
    } else {
      await dialog.getByRole('textbox', { name: 'Path' }).fill(path);
      await page.keyboard.press('Enter');
    }
  };
  const imports = async (path: string): Promise<void> => {
    const dialog = page.getByRole('dialog', { name: 'Import' });
    if (!(await dialog.isVisible())) await page.keyboard.press('ControlOrMeta+o');
    await choose(dialog, path, 'Choose folders or ZIP files…');
    await dialog.getByRole('button', { name: 'Import 1 source' }).click();
    await expect(dialog).toBeHidden();
    await isDone();
  };
  return {
    strip,
    /**
     * Opens an export from the welcome screen. The window shows the system's dialog and begins at once; a browser shows
     * its own dialog first.
     */
    async opensTheExport(path: string): Promise<void> {
      await door.answersDialogsWith([path]);
      await page.getByRole('button', { name: 'Open export…' }).click();
      await (door.kind === 'window' ? isDone() : imports(path));
    },
    /** Imports through the dialog, and waits until it is done. */
    imports,
    /** Chooses the new path in the dialog and confirms. */
    async pointsAt(dialog: Locator, path: string): Promise<void> {
      await choose(dialog, path, 'Choose its new place…');
      await dialog.getByRole('button', { name: 'Use this place' }).click();
    },
    opensTheReport: (): Promise<void> => strip.getByRole('button', { name: 'Show report' }).click(),
    async opensTheSources(): Promise<void> {
      await command('Sources');
      await expect(main.getByRole('heading', { name: 'Sources', level: 1 })).toBeVisible();
    },

    /** A heading of the report, with the text below it. */
    group: (name: string): Locator =>
      main
        .locator('section')
        .filter({ has: page.getByRole('heading', { name, level: 3 }) })
        .last(),
    /** The rows of the list of files, without the heading. */
    files: main
      .getByRole('table')
      .getByRole('row')
      .filter({ has: page.getByRole('cell') }),
    showsFiles: (fate: RegExp): Promise<void> => main.getByRole('radio', { name: fate }).click(),
    looksForFile: (text: string): Promise<void> => main.getByRole('searchbox', { name: 'Find a file' }).fill(text),

    source: (name: string): Locator => main.getByRole('listitem', { name, exact: true }),
    async asks(name: string, item: string): Promise<void> {
      await main.getByRole('button', { name: `More for ${name}` }).click();
      await page.getByRole('menuitem', { name: item }).click();
    },
    confirm: page.getByRole('alertdialog'),
  };
}
