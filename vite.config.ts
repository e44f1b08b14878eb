import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

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

/** Two pages, console and portal, over shared pieces in `assets/`: `dist/console/index.html`, `dist/portal/index.html`. */
export default defineConfig({
  root: at('./web'),
  plugins: [react(), entries],
  build: {
    outDir: at('./dist'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    rolldownOptions: { input: { console: at('./web/console/index.html'), portal: at('./web/portal/index.html') } },
  },
  server: { proxy: { '/api': process.env.BANSOU_API ?? 'http://127.0.0.1:4100' } },
})
