import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Task } from './queries.ts'

/** Leads to where the work is done; what has no screen of its own stays words. */
export function TaskLink({ task, children }: { task: Task; children: ReactNode }) {
  const recovery = task.kind === 'mailbox_recovery' ? task.detail?.split(' ')[1] : undefined
  const own = { 'data-row-link': true, children }
  if (recovery) return <Link to="/recoveries/$id" params={{ id: recovery }} {...own} />
  if (task.application) return <Link to="/applications/$id" params={{ id: task.application.id }} {...own} />
  if (task.enquiry) return <Link to="/enquiries/$id" params={{ id: task.enquiry.id }} {...own} />
  if (task.contract) return <Link to="/contracts/$id" params={{ id: task.contract.id }} {...own} />
  return (
    <span data-row-link tabIndex={-1}>
      {children}
    </span>
  )
}
