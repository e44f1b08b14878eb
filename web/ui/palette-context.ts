import { createContext, use } from 'react'

/** Opens the palette from wherever a page wants to offer it. */
export const PaletteContext = createContext<() => void>(() => {})
export const usePalette = () => use(PaletteContext)

const apple = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** The key that opens it, as this machine's keyboard names it. */
export const paletteKey = apple ? '⌘K' : 'Ctrl K'
/** The key that carries out what was written in a field of many lines. */
export const runKey = apple ? '⌘Enter' : 'Ctrl Enter'
