export {
  type AccountHolders,
  holdersOf,
  type Meter,
  metersOn,
  metersUntil,
  readBalance,
  turnTheDay,
} from './allowances.ts'
export { type ChangeAsked, changeContract, endContract } from './changing.ts'
export type { ContractEvent, React, RightsEnded } from './events.ts'
export {
  type Contract,
  type ContractState,
  contractOffer,
  coveredBy,
  type Offer,
  type Order,
  optionsOn,
  orderOffer,
  overlapping,
  planOn,
  stateOf,
} from './model.ts'
export { OFFER_STATES, type OfferState, offerState, offersByIds, offersOf, type SentOffer } from './offer-store.ts'
export { presentAnswer } from './offers.ts'
export { type ContractAsked, openContract } from './opening.ts'
export { type OrderAsked, type ProjectAsked, placeOrder, startProject } from './orders.ts'
export { accountsOfHolders, contractsFor, contractsOf, contractsOfPerson, ordersByIds, ordersOf } from './queries.ts'
export { contractRoutes } from './routes.ts'
export { chargeOf, periodOn, termsAccepted } from './rules.ts'
export type { ContractServices } from './scene.ts'
export { markConsented, setResponsible } from './store.ts'
export {
  contractHolder,
  type Holder,
  nearestStretch,
  orderHolder,
  type Stretch,
  stretchOn,
  windowSpecs,
  windowsUntil,
} from './timeline.ts'
