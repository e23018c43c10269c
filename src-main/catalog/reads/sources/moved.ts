/** The mark of a source whose move is not finished, as SQL. */

/**
 * Stands in place of the fingerprint while the rows of a moved source wait to be derived again. It outlasts everything
 * that deletes a fingerprint: a move that was cut off is finished by the next import.
 */
export const MOVED = `CAST('moved' AS BLOB)`;
/** What a fingerprint becomes when it is deleted. */
export const NO_FINGERPRINT = `CASE fingerprint WHEN ${MOVED} THEN fingerprint END`;
