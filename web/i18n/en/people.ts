/** Words of people and roles: the settings and the account's page in the console, "Our people" in the portal. */
export default {
  people: {
    role: {
      vendor: {
        admin: 'Administrator',
        csm: 'Customer success',
        architect: 'Architect',
        trainer: 'Trainer',
        coordinator: 'Intake coordinator',
        operator: 'Intake operator',
        support: 'Phone desk',
        sales: 'Sales',
        finance: 'Finance',
      },
      partner: {
        manager: 'Partner’s manager',
        trainer: 'Trainer',
        architect: 'Architect',
        operator: 'Intake operator',
        agent: 'Phone desk',
      },
      customer: { promotion: 'Promotion', leader: 'Department leader', owner: 'Card owner' },
    },
  },
} as const
