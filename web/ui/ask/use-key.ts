import { useRef } from 'react'
import { newKey } from '../../api/client.ts'

/** One idempotency key for one input: another try sends the same key, another input or a done one a new key. */
export function useKey() {
  const kept = useRef({ input: '', key: '' })
  return {
    of(input: string) {
      if (kept.current.key === '' || kept.current.input !== input) kept.current = { input, key: newKey() }
      return kept.current.key
    },
    spent() {
      kept.current = { input: '', key: '' }
    },
  }
}
