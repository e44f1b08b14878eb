/** Who changed what, sealed into a chain: sealing, verification, search and export. */
export { auditCommand } from './cli.ts'
export { auditRoutes } from './routes.ts'
export { proveChain, sealingLoop } from './work.ts'
