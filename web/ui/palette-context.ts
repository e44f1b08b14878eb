import { createContext, use } from 'react'

/** Opens the palette from wherever a page wants to offer it. */
export const PaletteContext = createContext<() => void>(() => {})
export const usePalette = () => use(PaletteContext)
