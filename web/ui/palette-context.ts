import { createContext, use } from 'react'

/** Opens the palette from wherever a page wants to offer it. */
export const PaletteContext = createContext<() => void>(() => {})
export const usePalette = () => use(PaletteContext)

/** The key that opens it, as this machine's keyboard names it. */
export const paletteKey = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘K' : 'Ctrl K'
