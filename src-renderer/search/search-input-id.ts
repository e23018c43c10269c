/** The id by which the command "search" finds the field. */
export const SEARCH_INPUT_ID = 'search-input';
