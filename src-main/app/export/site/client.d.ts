/** The gallery's script is plain JavaScript for a browser: the page's own TypeScript project checks it. */
declare module '*gallery-client.js' {
  export function openGallery(data: object): void;
}
