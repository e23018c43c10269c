/** How an export of ours is known again when it is imported. */

/** The folder in an export that says what is known of the files beside it. */
export const OWN_EXPORT_FOLDER = 'afterimage-export';
