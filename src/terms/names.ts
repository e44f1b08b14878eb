/** How names that people type are compared. */

/** Width, case and surrounding space do not count (edge.18). */
export const foldCase = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

/** Besides, spaces inside and marks over letters do not: Ōita is Oita, Baden-Wuerttemberg is not Württemberg (edge.11). */
export const foldName = (text: string): string =>
  foldCase(text)
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/\s+/gu, '')
