/**
 * Makes the list of breached passwords out of a text file, one password a line: sorted digests of five bytes, so that the list is
 * small, names nothing, and a look-up is a binary search. `tools/breached-passwords.ts LIST.txt [OUT]`
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { BREACHED_FILE, digestsOf } from '../src/app/identity/breached.ts'

const [list, out = BREACHED_FILE] = process.argv.slice(2)
if (list === undefined) {
  process.stderr.write('usage: tools/breached-passwords.ts LIST.txt [OUT]\n')
  process.exit(1)
}
const passwords = readFileSync(list, 'utf8').split(/\r?\n/).filter(Boolean)
const digests = digestsOf(passwords)
writeFileSync(out, digests)
process.stdout.write(`${passwords.length} passwords, ${digests.length} bytes\n`)
