import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const [brotli, gzipped] = [promisify(brotliCompress), promisify(gzip)]

/** While developing: every address beneath an entry is that entry's page, as the server does it. */
const entries: Plugin = {
  name: 'entries',
  configureServer(server) {
    server.middlewares.use((request, _response, next) => {
      const entry = /^\/(console|portal)(\/[^.]*)?(\?.*)?$/.exec(request.url ?? '')?.[1]
      if (entry) request.url = `/${entry}/index.html`
      next()
    })
  },
}

/** What Home is made of, and the words that most people read it in: fetched beside the first file, not after it has run. */
const AHEAD = /web[\\/](portal[\\/]home[\\/]home-page\.tsx|i18n[\\/]ja[\\/](shared|portal)\.ts)$/

const ahead: Plugin = {
  name: 'ahead',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle = {}, path }) {
      if (!path.startsWith('/portal/')) return html
      const files = new Set<string>()
      const follow = (name: string) => {
        const chunk = bundle[name]
        if (chunk?.type !== 'chunk' || files.has(name) || html.includes(name)) return
        files.add(name)
        for (const next of chunk.imports) follow(next)
      }
      for (const [name, chunk] of Object.entries(bundle))
        if (chunk.type === 'chunk' && chunk.moduleIds.some((id) => AHEAD.test(id))) follow(name)
      const attrs = (name: string) => ({ rel: 'modulepreload', crossorigin: true, href: `/${name}` })
      return [...files].map((name) => ({ tag: 'link', attrs: attrs(name), injectTo: 'head' as const }))
    },
  },
}

/** Beside each text its packed forms, which the server sends to those who take them: a third of the size. */
const packed: Plugin = {
  name: 'packed',
  apply: 'build',
  async writeBundle({ dir }, bundle) {
    const texts = Object.keys(bundle).filter((name) => /\.(js|css|html|svg)$/.test(name))
    await Promise.all(
      texts.map(async (name) => {
        const file = join(dir!, name)
        const text = await readFile(file)
        if (text.length < 1024) return
        const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: text.length }
        await writeFile(`${file}.br`, await brotli(text, { params }))
        // Browsers take brotli only where nobody can read along: over https, and on this machine.
        await writeFile(`${file}.gz`, await gzipped(text, { level: 9 }))
      }),
    )
  },
}

/** Small pieces that nearly every page is made of. */
const PIECES = /web[\\/]ui[\\/](amount|card|ledger|meter|pair-bar|pill|seal|times|charts[\\/]forecast)\b/

/**
 * Two pages, console and portal, over shared pieces in `assets/`: `dist/console/index.html`, `dist/portal/index.html`.
 * What both begin with is one file, the pieces of pages another, the library's fields a third, since a phone pays for
 * each request by a round trip.
 */
export default defineConfig({
  root: at('./web'),
  plugins: [react(), entries, ahead, packed],
  build: {
    outDir: at('./dist'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { console: at('./web/console/index.html'), portal: at('./web/portal/index.html') },
      output: {
        codeSplitting: {
          groups: [
            { name: 'start', tags: ['$initial'], test: /node_modules|web[\\/](api|i18n|ui)[\\/]/, priority: 2 },
            { name: 'pieces', test: PIECES, priority: 1 },
            {
              name: 'fields',
              test: /node_modules[\\/](@mantine[\\/](core|hooks)|@floating-ui|react-remove-scroll)/,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  // The folder api/ of these sources begins like the server's addresses; only what is no source goes there.
  server: { proxy: { '^/api/(?!.*\\.ts(\\?|$))': process.env.BANSOU_API ?? 'http://127.0.0.1:4100' } },
})
