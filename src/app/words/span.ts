/** A period in brackets, as part of a sentence; nothing where none is given. */
export const SPAN_JA =
  '{fromGiven, select, yes {（{untilGiven, select, yes {{from}〜{last}} other {{from}から}}）} other {}}'
export const SPAN_EN =
  '{fromGiven, select, yes { ({untilGiven, select, yes {{from} to {last}} other {from {from} on}})} other {}}'
