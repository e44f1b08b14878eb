/** The terms: what the vendor promises, as data with its clauses. */
export { Catalogue, Catalogues } from './catalogue.ts'
export { clauseAt, type Datum, dataOf } from './clause-data.ts'
export { type Change, differences, sayChange } from './diff.ts'
export { catalogueFromTexts, catalogueFromValues, loadCatalogues, type TermsError, TermsLoadError } from './load.ts'
export { gapsIn, matrixOf, type OpenClauses, type Row } from './matrix.ts'
export { matrixText, summaryText } from './matrix-text.ts'
export {
  type AddOn,
  type AllowanceTerms,
  type CatalogueData,
  type Clause,
  type Plan,
  type Retirement,
  type SessionTerms,
  type Support,
  TRIPS,
  type Trips,
  WINDOWS,
  type WindowRule,
} from './model.ts'
export { openClauses } from './open.ts'
export { PUBLISHED, schemaText } from './published.ts'
export { alternativesOf, READINGS, readingsOf, type TakenReading } from './readings.ts'
export { type TermsServices, termsRoutes } from './routes.ts'
export { RULE_DATA, SHAPED_BY } from './rule-data.ts'
export { type ScenarioEntry, scenariosUnder, toldUnder } from './scenario-index.ts'
