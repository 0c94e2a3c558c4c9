/** Where one came from: what is offered first. */
export interface EmergencySearch {
  contract?: string | undefined
  certificate?: string | undefined
}
