import { useMediaQuery } from '@mantine/hooks'

/** The room that a chart is drawn in; a phone gets a narrower drawing instead of a smaller one. */
export function useFrame() {
  const narrow = useMediaQuery('(max-width: 720px)', false, { getInitialValueInEffect: false })
  const width = narrow ? 360 : 760
  return { narrow, width, height: 172, left: narrow ? 46 : 52, right: width - (narrow ? 10 : 20), top: 22, floor: 142 }
}
