/** `npm start`: what was compiled at an earlier start is kept, which is most of the time that a start takes. */
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/bansou/compiled'))
await import('./serve.ts')
