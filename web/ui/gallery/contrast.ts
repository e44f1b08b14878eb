/** The colours of the look and how they stand against each other, by WCAG 2.2: relative luminance, and its ratio. */

export type Theme = 'light' | 'dark'
export type Tokens = ReadonlyMap<string, Record<Theme, string>>

const PAIR = /--([a-z0-9-]+):\s*light-dark\((#[0-9a-f]{3,6}),\s*(#[0-9a-f]{3,6})\)/g

/** The tokens that are colours of both themes, by name. */
export function tokensIn(css: string): Tokens {
  return new Map([...css.matchAll(PAIR)].map(([, name, light, dark]) => [name!, { light: light!, dark: dark! }]))
}

function channels(hex: string): [number, number, number] {
  const full = hex.length === 4 ? `#${[...hex.slice(1)].map((c) => c + c).join('')}` : hex
  return [1, 3, 5].map((at) => Number.parseInt(full.slice(at, at + 2), 16)) as [number, number, number]
}

function luminance(hex: string): number {
  const [r, g, b] = channels(hex).map((value) => {
    const c = value / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

/** 1 for the same colour, 21 for black on white. */
export function contrastOf(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light! + 0.05) / (dark! + 0.05)
}

export type Pairing = { on: string; under: string; least: number; use: 'text' | 'sign' }

const GROUNDS = ['paper', 'card']
const TEXTS = ['ink', 'ink2', 'ink3', 'ai', 'shu', 'matsu', 'yamabuki']
const text = (on: string, under: string): Pairing => ({ on, under, least: 4.5, use: 'text' })
const sign = (on: string, under: string): Pairing => ({ on, under, least: 3, use: 'sign' })

/** Every pair that the screens set on each other: words (4.5), and signs by which something is known (3). */
export const PAIRINGS: readonly Pairing[] = [
  ...GROUNDS.flatMap((under) => TEXTS.map((on) => text(on, under))),
  ...['ink', 'ink2', 'ai'].map((on) => text(on, 'ai-soft')),
  ...['ink', 'ink2', 'ink3'].map((on) => text(on, 'line2')),
  ...['shu', 'matsu', 'yamabuki'].flatMap((on) => [
    text(on, `${on}-soft`),
    text('ink', `${on}-soft`),
    text('ink2', `${on}-soft`),
  ]),
  text('on-ai', 'ai'),
  text('on-ai', 'ai-deep'),
  ...GROUNDS.map((under) => sign('field', under)),
  ...GROUNDS.map((under) => sign('ai', under)),
]
