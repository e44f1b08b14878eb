/** The browser that tests drive: one that is installed, else the packaged one, unpacked once. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

export type Browser = { executablePath: string; env: Record<string, string> }

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]
const PACKAGE = '@sparticuz/chromium'

/** The packaged fonts beside those of the machine, if it has any; the package's own file names another place. */
const fontsAt = (place: string) => `<?xml version="1.0"?>
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${place}/fonts</dir>
  <cachedir>${place}/fonts-cache</cachedir>
</fontconfig>
`

/** Unpacked aside and moved into place, so that a run that was killed leaves no half browser. */
async function unpack(place: string): Promise<void> {
  await mkdir(dirname(place), { recursive: true })
  const aside = await mkdtemp(`${place}.`)
  // The package unpacks into the folder for temporary files, and its libraries only where it believes to be at home.
  const env = { ...process.env, TMPDIR: aside, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' }
  const program = `const { default: chromium } = await import('${PACKAGE}'); await chromium.executablePath()`
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { env, cwd: import.meta.dirname })
  await writeFile(join(aside, 'fonts.conf'), fontsAt(place))
  await rename(aside, place).catch(() => rm(aside, { recursive: true }))
}

/** CHROME_PATH, then Debian's Chromium or a Chrome, then the packaged one: tests never go without. */
export async function findBrowser(): Promise<Browser> {
  const wanted = process.env.CHROME_PATH
  if (wanted && !existsSync(wanted)) throw new Error(`CHROME_PATH names ${wanted}, which is not there`)
  const installed = wanted || INSTALLED.find((path) => existsSync(path))
  if (installed) return { executablePath: installed, env: {} }
  const { version } = createRequire(import.meta.url)(`../node_modules/${PACKAGE}/package.json`) as { version: string }
  const place = join(import.meta.dirname, '..', 'node_modules', '.cache', 'bansou', `chromium-${version}`)
  if (!existsSync(join(place, 'chromium'))) await unpack(place)
  const env = { LD_LIBRARY_PATH: join(place, 'al2023', 'lib'), FONTCONFIG_FILE: join(place, 'fonts.conf') }
  return { executablePath: join(place, 'chromium'), env }
}
