/**
 * The settled corners that the rules cite by themselves, because no datum of a catalogue stands behind them. Every
 * register must hold their words, or a decision would cite a clause that nobody can read.
 */
export const CITED_EDGES: readonly string[] = [
  'edge.2',
  'edge.3',
  'edge.4',
  'edge.6',
  'edge.7',
  'edge.8',
  'edge.10',
  'edge.12',
  'edge.13',
  'edge.14',
  'edge.17',
  'edge.19',
  'edge.20',
  'edge.21',
  'edge.22',
  'edge.23',
  'edge.24',
  'edge.27',
  'edge.28',
  'edge.29',
  'edge.30',
  'edge.35',
  'edge.37',
]
