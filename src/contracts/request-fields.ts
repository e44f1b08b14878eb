/** What requests for contracts and orders are made of. */
import { z } from 'zod'
import * as shape from '../kernel/shapes.ts'

export const orderFields = {
  addOn: shape.catalogueId,
  start: shape.civilDate.optional(),
  months: z.int().positive().max(120).optional(),
  tenant: shape.text(100).optional(),
  target: shape.text(100).optional(),
  language: shape.catalogueId.optional(),
  options: z.array(shape.catalogueId).max(50).optional(),
  acceptTerms: z.boolean().optional(),
  acceptCharges: z.boolean().optional(),
}
export const addOns = z.array(shape.strict(orderFields)).max(20).optional()
export const contractFields = {
  accountId: shape.id,
  plan: shape.catalogueId,
  start: shape.civilDate,
  baseOffice: shape.catalogueId.optional(),
  responsibleId: shape.id.optional(),
  options: z.array(shape.catalogueId).max(50).optional(),
  addOns,
}
