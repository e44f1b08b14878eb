export default { accounts: { new: '' }, go: { deeds: '', pages: '', bookFor: '{name}' } } as const
