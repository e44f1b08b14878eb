/** The server's words for decisions and problems, in the language that the client asked for. */
import type { Charge, Decision, Finding, RefusalCode, WarningCode } from '../../kernel/decision.ts'
import type { Language } from '../../kernel/route.ts'
import type { FieldCode } from '../../kernel/shapes.ts'
import { type Arguments, argumentsOf, plainArguments, type Vocabulary } from './arguments.ts'
import { FIELD_ERRORS } from './field-errors.ts'
import { FINDINGS } from './findings.ts'
import { amountText } from './format.ts'
import { MissingArgument, say } from './message.ts'
import { type AnswerCode, PROBLEM_DETAILS, PROBLEM_TITLES } from './problems.ts'
import { CHARGE_NAMES, CHARGE_PHRASE, REFUSALS, REMEDY, VERDICTS, WARNINGS } from './refusals.ts'
import type { Sentence } from './sentence.ts'

export type SaidFinding = Finding & { sentence: string }
export type SaidDecision = Omit<Decision, 'findings'> & { findings: SaidFinding[] }

/** From the most particular to what can always be said. */
function candidatesOf(finding: Finding): (Sentence | undefined)[] {
  const { rule, code, verdict } = finding
  const general = code === undefined ? undefined : (REFUSALS[code as RefusalCode] ?? WARNINGS[code as WarningCode])
  return [
    code === undefined ? undefined : FINDINGS[`${rule}.${code}`],
    FINDINGS[`${rule}.${verdict}`],
    general,
    VERDICTS[verdict],
  ]
}

function firstSayable(sentences: (Sentence | undefined)[], language: Language, values: Arguments): string {
  for (const sentence of sentences) {
    if (sentence === undefined) continue
    try {
      return say(sentence, language, values)
    } catch (error) {
      if (!(error instanceof MissingArgument)) throw error
    }
  }
  return ''
}

const listOf = (words: string[], language: Language): string => words.join(language === 'ja' ? '、または' : ' or ')

function remedyOf(remedies: string[], language: Language, vocabulary: Vocabulary): string {
  const names = remedies.map((id) => vocabulary.name(id, language) ?? id)
  const said = say(REMEDY, language, plainArguments({ remedies: listOf(names, language) }))
  return language === 'ja' ? said : ` ${said}`
}

export function sentenceOf(finding: Finding, language: Language, vocabulary: Vocabulary): string {
  const said = firstSayable(candidatesOf(finding), language, argumentsOf(finding.facts, language, vocabulary))
  const offers = finding.verdict === 'broken' && finding.remedies !== undefined && finding.remedies.length > 0
  return offers ? said + remedyOf(finding.remedies!, language, vocabulary) : said
}

/** A decision as it is answered: every line with its sentence. */
export function sayDecision<D extends Decision>(
  decision: D,
  language: Language,
  vocabulary: Vocabulary,
): Omit<D, 'findings'> & SaidDecision {
  return {
    ...decision,
    findings: decision.findings.map((finding) => ({ ...finding, sentence: sentenceOf(finding, language, vocabulary) })),
  }
}

/** One sentence for a refusal: the line that broke first by the order of the codes. */
export function refusalDetail(decision: SaidDecision, language: Language): string {
  const [code] = decision.because
  const line = decision.findings.find((finding) => finding.verdict === 'broken' && finding.code === code)
  return line?.sentence ?? (code ? say(REFUSALS[code], language) : say(VERDICTS.broken, language))
}

function chargePhrase({ kind, amount, currency }: Charge, language: Language): string {
  const written = amount === null ? undefined : amountText(amount, currency, language)
  return say(CHARGE_PHRASE, language, plainArguments({ charge: say(CHARGE_NAMES[kind], language), amount: written }))
}

export function chargesDetail(decision: Pick<Decision, 'charges'>, language: Language): string {
  const charges = decision.charges.map((charge) => chargePhrase(charge, language)).join(language === 'ja' ? '、' : '; ')
  return say(PROBLEM_DETAILS['charges-not-accepted'], language, plainArguments({ charges }))
}

export const problemTitle = (code: AnswerCode | 'refused', language: Language): string =>
  say(PROBLEM_TITLES[code], language)

/** Values that a problem or a field error is said with. */
export type Values = Record<string, string | number | undefined>

export function problemDetail(code: AnswerCode, language: Language, field?: string, facts: Values = {}): string {
  const particular = field === undefined ? undefined : PROBLEM_DETAILS[`${code}:${field}`]
  return (
    firstSayable([particular, PROBLEM_DETAILS[code]], language, plainArguments({ ...facts, field })) ||
    problemTitle(code, language)
  )
}

/** Bounds are called by what they are where they are found; the sentence calls both a limit. */
export function fieldDetail(code: FieldCode, field: string, language: Language, facts: Values = {}): string {
  const limit = facts.limit ?? facts.minimum ?? facts.maximum
  return firstSayable(
    [FIELD_ERRORS[code], FIELD_ERRORS['wrong-format']],
    language,
    plainArguments({ ...facts, field, limit }),
  )
}
