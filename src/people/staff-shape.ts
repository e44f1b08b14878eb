/** Somebody who delivers services, as routes answer. */
import { z } from 'zod'
import * as shape from '../kernel/shapes.ts'
import { STAFF_ROLES, type Staff } from './model.ts'

export const staffShape = z.object({
  id: shape.id,
  name: z.string(),
  role: z.enum(STAFF_ROLES),
  partner: z.string().nullable(),
  baseOffice: z.string().nullable(),
  active: z.boolean().meta({ description: 'Offered for new work' }),
})

export const staffOut = ({ id, name, role, partner, baseOffice, active }: Staff): z.output<typeof staffShape> => ({
  id,
  name,
  role,
  partner,
  baseOffice,
  active,
})
