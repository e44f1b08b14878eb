/** The demo's sign-ins for the sign-in page. Open to all, for it tells nothing but what the demo was made with. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Db } from '../../kernel/transaction.ts'
import { readSetting } from '../settings.ts'
import { demoSignIns } from './sign-ins.ts'

const signIn = z.object({
  label: z.object({ ja: z.string(), en: z.string() }),
  name: z.string(),
  side: z.enum(['vendor', 'partner', 'customer']),
  email: z.string(),
  password: z.string(),
})
const listed = z.object({ items: z.array(signIn) })

export function registerDemoSignIns(app: FastifyInstance, db: Db): void {
  app.get('/api/demo-sign-ins', {
    config: { access: 'public' },
    schema: {
      summary: 'Sign-ins of the demo; none where no demo data was loaded',
      tags: ['sign-in'],
      security: [],
      response: { 200: listed },
    },
    handler: async () => ({
      items: await db.read({ vendor: true }, async (tx) =>
        (await readSetting(tx, 'demo')) === 'loaded' ? demoSignIns(tx) : [],
      ),
    }),
  })
}
