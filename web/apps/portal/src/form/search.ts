/** ?step=… of a form: the browser's back button goes one page back, and nothing typed is lost by it. */
export interface FlowSearch {
  step?: string | undefined
  /** The application that is corrected in the form, if one is. */
  application?: string | undefined
}
export function readFlowSearch(search: Record<string, unknown>): FlowSearch {
  return {
    ...(typeof search.step === 'string' ? { step: search.step } : {}),
    ...(typeof search.application === 'string' ? { application: search.application } : {}),
  }
}
