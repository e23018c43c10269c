/** Keeps what is made for a locale. Making a format of the system takes a hundred times as long as using it. */

/** The same function, which makes each value once. @param make makes the value for a locale (BCP 47) */
export function byLocale<T>(make: (locale: string) => T): (locale: string) => T {
  const made = new Map<string, T>();
  return (locale) => {
    const known = made.get(locale) ?? make(locale);
    made.set(locale, known);
    return known;
  };
}
