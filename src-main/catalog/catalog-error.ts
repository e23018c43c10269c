/** A failure of the catalog that a person can meet. */
export class CatalogError extends Error {
  readonly code: string;
  readonly path: string | null;
  constructor(code: string, message: string, path: string | null) {
    super(message);
    this.code = code;
    this.path = path;
  }
}
