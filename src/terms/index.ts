/** The terms: what the vendor promises, as data with its clauses. */
export { Catalogue, Catalogues } from './catalogue.ts'
export { catalogueFromTexts, loadCatalogues, type TermsError, TermsLoadError } from './load.ts'
export {
  type AddOn,
  type AllowanceTerms,
  type CatalogueData,
  type Clause,
  type Plan,
  type SessionTerms,
  type Support,
  TRIPS,
  type Trips,
  WINDOWS,
  type WindowRule,
} from './model.ts'
