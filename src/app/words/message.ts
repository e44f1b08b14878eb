/** ICU messages, parsed once and turned into plain functions: an answer has ten sentences, a server thousands of answers. */
import { IntlMessageFormat } from 'intl-messageformat'
import type { Language } from '../../kernel/route.ts'
import type { Arguments } from './arguments.ts'
import type { Sentence } from './sentence.ts'

type Ast = ReturnType<IntlMessageFormat['getAst']>
type Node = Ast[number]
type Part = (values: Arguments, pound: string) => string

/** Kinds of node in the parser's tree; its own list of them is a `const enum` that does not exist at run time. */
const LITERAL = 0
const ARGUMENT = 1
const SELECT = 5
const PLURAL = 6
const POUND = 7

/** A sentence that names a fact that was not given; the caller says something more general instead. */
export class MissingArgument extends Error {}

function required(values: Arguments, name: string): string | number {
  const value = values(name)
  if (value === undefined) throw new MissingArgument(name)
  return value
}

const plurals: Record<Language, Intl.PluralRules> = { ja: new Intl.PluralRules('ja'), en: new Intl.PluralRules('en') }

function branchesOf(options: Record<string, { value: Ast }>, language: Language): Map<string, Part> {
  return new Map(Object.entries(options).map(([key, option]) => [key, compile(option.value, language)]))
}

function partOf(node: Node, language: Language): Part {
  switch (node.type as number) {
    case LITERAL: {
      const { value } = node as { value: string }
      return () => value
    }
    case ARGUMENT: {
      const { value: name } = node as { value: string }
      return (values) => String(required(values, name))
    }
    case POUND:
      return (_, pound) => pound
    case SELECT: {
      const { value: name, options } = node as { value: string; options: Record<string, { value: Ast }> }
      const branches = branchesOf(options, language)
      return (values, pound) => (branches.get(String(values(name) ?? 'other')) ?? branches.get('other')!)(values, pound)
    }
    case PLURAL: {
      const { value: name, options } = node as { value: string; options: Record<string, { value: Ast }> }
      const branches = branchesOf(options, language)
      return (values) => {
        const n = Number(required(values, name))
        const branch = branches.get(`=${n}`) ?? branches.get(plurals[language].select(n)) ?? branches.get('other')!
        return branch(values, String(n))
      }
    }
    default:
      throw new Error(`a message may hold arguments, select and plural only, not a node of type ${node.type}`)
  }
}

function compile(ast: Ast, language: Language): Part {
  const parts = ast.map((node) => partOf(node, language))
  if (parts.length === 1) return parts[0]!
  return (values, pound) => {
    let text = ''
    for (const part of parts) text += part(values, pound)
    return text
  }
}

export const astOf = (message: string, language: Language): Ast => new IntlMessageFormat(message, language).getAst()

const compiled: Record<Language, Map<string, Part>> = { ja: new Map(), en: new Map() }

/** Says a sentence; throws MissingArgument where a fact that it names is not there. */
export function say(sentence: Sentence, language: Language, values: Arguments = () => undefined): string {
  const message = sentence[language]
  let part = compiled[language].get(message)
  if (!part) {
    part = compile(astOf(message, language), language)
    compiled[language].set(message, part)
  }
  return part(values, '')
}
