import type { Account, Contract } from '../../api/types.ts'

/** The basic contract that runs or is to come: an account has at most one. */
export const runningContract = (account: Account): Contract | undefined =>
  account.contracts.find((c) => c.state !== 'ended' && c.state !== 'cancelled')

export const latestContract = (account: Account): Contract | undefined =>
  runningContract(account) ?? [...account.contracts].sort((a, b) => b.period.from.localeCompare(a.period.from))[0]
