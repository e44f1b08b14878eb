/** Reads a PDF back with a tool that had no part in making it. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** The text of each page, without the spaces that a layout puts between characters; and the document's own title. */
export async function readPdf(file: Uint8Array): Promise<{ pages: string[]; title: string }> {
  const loading = getDocument({ data: new Uint8Array(file), useSystemFonts: false, verbosity: 0 })
  const document = await loading.promise
  const pages: string[] = []
  for (let n = 1; n <= document.numPages; n++) {
    const { items } = await (await document.getPage(n)).getTextContent()
    pages.push(
      items
        .map((item) => ('str' in item ? item.str : ''))
        .join('')
        .replaceAll(/\s/g, ''),
    )
  }
  const { info } = await document.getMetadata()
  await loading.destroy()
  return { pages, title: String((info as { Title?: string }).Title ?? '') }
}
