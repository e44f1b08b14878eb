/** What must hold of the package and lock files, so that every clone installs the same. */

type Lock = { packages: Record<string, LockEntry> }
type LockEntry = { resolved?: string; integrity?: string; optionalDependencies?: Record<string, string> }
type Package = Partial<Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>>

const EXACT = /^(npm:[\w@/.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/

/** A range is answered differently on another day, and under an old Node by an older major. */
export function looseVersions(manifest: Package): string[] {
  const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
  return Object.entries(all).flatMap(([name, version]) =>
    EXACT.test(version) ? [] : [`package.json: ${name} is ${version}; name one version`],
  )
}

/** Where npm would look for a package that the one at `path` asks for, nearest first. */
function* placesOf(path: string, name: string): Generator<string> {
  for (let at = path; ; at = at.slice(0, Math.max(at.lastIndexOf('/node_modules/'), 0))) {
    yield at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`
    if (at === '') return
  }
}

/**
 * An address would send every installation to the mirror of whoever wrote the file. A package for another kind of machine
 * that is left out, because it was not to be had that day, makes npm ci refuse the whole file.
 */
export function lockFaults(lock: Lock): string[] {
  return Object.entries(lock.packages).flatMap(([path, entry]) => {
    const faults: string[] = []
    if (path !== '' && entry.resolved) faults.push(`package-lock.json: ${path} has an address`)
    if (path !== '' && !entry.integrity) faults.push(`package-lock.json: ${path} has no checksum`)
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      const found = [...placesOf(path, name)].some((place) => place in lock.packages)
      if (!found) faults.push(`package-lock.json: ${path || 'the package'} asks for ${name}, which is missing`)
    }
    return faults
  })
}
