/** Words of the settings. */
export default {
  settings: {
    title: 'Settings',
    group: { people: 'People and organisations', service: 'Service', system: 'System' },
    people: { title: 'People', about: 'The vendor’s people, invitations, roles and their periods, hand-over' },
  },
} as const
