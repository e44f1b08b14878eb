import { Navigate } from '@tanstack/react-router'

/** Files of accounts, contracts and past sessions have a page of their own. */
export default function ImportsLink() {
  return <Navigate to="/imports" replace />
}
