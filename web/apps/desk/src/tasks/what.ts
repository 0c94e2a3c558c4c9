import { useText } from '@madoguchi/i18n'
import { deskNames } from '../names.ts'
import type { Task } from './queries.ts'

/** A task as one says it: 「審査 GZKM-…」. */
export function useTaskName(): (task: Task) => string {
  const kind = useText(deskNames)
  return task => {
    const number = task.application?.number ?? task.enquiry?.number ?? task.contract?.number ?? ''
    return `${kind(task.kind)} ${number}`.trim()
  }
}
