/** Words of the customer portal. */
export default {
  portal: {
    home: 'Home',
    left: 'What you can still use',
    leftNow: '{name} left',
    noContract: 'There is no contract at present',
    noContractText: 'Once your contract begins, the hours left and your next sessions appear here. Please ask your contact.',
    next: 'What comes next',
    noNext: 'Nothing is booked yet',
    noNextText: 'When a meeting or training is booked, its time and the person who delivers it appear here.',
    deliveredBy: 'with {name}',
    partner: 'subcontractor',
    responsible: 'Your contact',
    plan: 'Your plan',
    period: 'Contract period',
  },
} as const
