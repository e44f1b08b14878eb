/** Words of what is left and the records. */
export default {
  usage: {
    title: 'Usage and records',
    print: 'Print',
    left: 'left',
    overCount: 'Past allowances ({count})',
    none: 'There are no records yet',
    noneText: 'Once your contract has begun and sessions are booked or held, every movement is kept here.',
    records: 'Records',
    of: 'Allowance shown',
    all: 'All allowances',
    leftAfter: '{amount} left',
    kind: {
      grant: '{amount} can now be used',
      hold: '{amount} set aside for a booking: {cause}',
      release: '{amount} returned from a booking: {cause}',
      settle: '{amount} used of what was set aside: {cause}',
      lapse: '{amount} lapsed',
      adjust: 'adjusted by {amount}',
      carry: 'earlier use of {amount} carried over',
    },
    adjustReason: 'Reason: {reason}',
    costs: 'Charges',
    more: 'Show earlier records',
    noRecords: 'There are no records of this allowance yet.',
  },
} as const
