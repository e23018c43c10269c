/** Makes the path of a new folder inside another one. */

/**
 * The path of a folder that is not there yet, named after this moment; the slash is the one that the path is written
 * with.
 */
export function newFolderIn(folder: string, now: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const time = `${two(now.getHours())}.${two(now.getMinutes())}.${two(now.getSeconds())}`;
  const slash = /^[a-z]:|^\\\\/i.test(folder) ? '\\' : '/';
  return `${folder.replace(/[/\\]+$/, '')}${slash}Afterimage ${day} ${time}`;
}
