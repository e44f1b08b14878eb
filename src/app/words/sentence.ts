/** One thing to say, in every language of the server. Japanese is the source; both are ICU messages. */
import type { Language } from '../../kernel/route.ts'

export type Sentence = Record<Language, string>
