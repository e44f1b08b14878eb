/** Everybody's in the demo; it is printed when the server starts, and no secret. */
export const DEMO_PASSWORD = 'bansou-demo-pass'
