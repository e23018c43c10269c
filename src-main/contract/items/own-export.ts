/** The folder name by which an import recognises an Afterimage export. */

/** The folder inside an export with the data about the files beside it. */
export const OWN_EXPORT_FOLDER = 'afterimage-export';
