/** The entry of Linux menus. The name of its file is the class of the window, so that docks show the icon. */
import { PRODUCT_NAME, type ProductManifest } from './product.ts';

/** Offered under “Open with”. Only the person's or the system's list of defaults makes an entry the first choice. */
const MIME_TYPES = ['application/zip', 'inode/directory'];

/** @param program the absolute path of the installed program */
export function desktopEntry({ name, description }: ProductManifest, program: string): string {
  const lines = {
    Type: 'Application',
    Name: PRODUCT_NAME,
    Comment: description,
    // %F passes paths; %U would pass addresses such as file:///….
    Exec: `${program} %F`,
    Icon: name,
    Terminal: 'false',
    StartupWMClass: name,
    MimeType: `${MIME_TYPES.join(';')};`,
    Categories: 'Graphics;',
  };
  return ['[Desktop Entry]', ...Object.entries(lines).map(([key, value]) => `${key}=${value}`), ''].join('\n');
}
