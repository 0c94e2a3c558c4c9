/** ?step=… of a form: the browser's back button goes one page back, and nothing typed is lost by it. */
export interface FlowSearch {
  step?: string | undefined
}
export function readFlowSearch(search: Record<string, unknown>): FlowSearch {
  return typeof search.step === 'string' ? { step: search.step } : {}
}
