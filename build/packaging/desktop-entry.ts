/** The entry of Linux menus. Its file's name is the window's class, so that docks show the icon. */
import { PRODUCT_NAME, type ProductManifest } from './product.ts';

/**
 * Offered under “Open with”. An entry becomes the first choice only by the person's or the system's own list of
 * defaults.
 */
const MIME_TYPES = ['application/zip', 'inode/directory'];

/** @param program the absolute path of the installed program */
export function desktopEntry({ name, description }: ProductManifest, program: string): string {
  const lines = {
    Type: 'Application',
    Name: PRODUCT_NAME,
    Comment: description,
    // %F: paths. %U would hand over addresses such as file:///….
    Exec: `${program} %F`,
    Icon: name,
    Terminal: 'false',
    StartupWMClass: name,
    MimeType: `${MIME_TYPES.join(';')};`,
    Categories: 'Graphics;',
  };
  return ['[Desktop Entry]', ...Object.entries(lines).map(([key, value]) => `${key}=${value}`), ''].join('\n');
}
