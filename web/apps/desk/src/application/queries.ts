import { unwrap, unwrapTagged } from '@madoguchi/api'
import { queryOptions } from '@tanstack/react-query'
import { api, POLL, type Schemas } from '../api.ts'

const POLL_MS = 5_000
const TASK_PAGES_MAX = 10
const TASK_LINES = 100

const path = (id: string) => ({ params: { path: { id } } })

/** The application with its ETag; it comes anew by itself, so that nobody decides on what has changed meanwhile. */
export const applicationQuery = (id: string) =>
  queryOptions({
    queryKey: ['application', id],
    queryFn: () => unwrapTagged(api.GET('/api/v1/applications/{id}', { ...path(id), headers: POLL })),
    refetchInterval: POLL_MS,
  })
export type Application = Schemas['Application'] & { etag: string }

export const checklistQuery = (id: string) =>
  queryOptions({
    queryKey: ['application', id, 'checklist'],
    queryFn: () => unwrap(api.GET('/api/v1/applications/{id}/checklist', path(id))),
  })
export type ChecklistItem = Schemas['ChecklistItem']

export const callSheetQuery = (id: string) =>
  queryOptions({
    queryKey: ['application', id, 'call-sheet'],
    queryFn: () =>
      unwrapTagged(api.GET('/api/v1/applications/{id}/call-sheet', { ...path(id), headers: POLL })),
    refetchInterval: POLL_MS,
  })
export type CallSheet = Schemas['CallSheet'] & { etag: string }

export const contractQuery = (id: string) =>
  queryOptions({
    queryKey: ['contract', id, 'in-review'], // without the ETag that the contract's own page keeps
    queryFn: () => unwrap(api.GET('/api/v1/contracts/{id}', path(id))),
  })
export const evidenceQuery = (contract: string) =>
  queryOptions({
    queryKey: ['contract', contract, 'evidence'],
    queryFn: () => unwrap(api.GET('/api/v1/contracts/{id}/evidence', path(contract))),
  })
export const numbersQuery = (contract: string) =>
  queryOptions({
    queryKey: ['contract', contract, 'numbers'],
    queryFn: () => unwrap(api.GET('/api/v1/contracts/{id}/numbers', path(contract))),
  })

export const templatesQuery = (action: 'send_back' | 'reject') =>
  queryOptions({
    queryKey: ['reason-templates', action],
    queryFn: () => unwrap(api.GET('/api/v1/reason-templates', { params: { query: { action } } })),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** The open task of an application: who has it in hand. The list has no filter by application, so it is looked through. */
export const taskQuery = (application: string) =>
  queryOptions({
    queryKey: ['tasks', 'of', application],
    queryFn: async () => {
      let cursor: string | undefined
      for (let page = 0; page < TASK_PAGES_MAX; page += 1) {
        const query = { limit: TASK_LINES, ...(cursor ? { cursor } : {}) }
        const { tasks, next } = await unwrap(api.GET('/api/v1/tasks', { params: { query }, headers: POLL }))
        const found = tasks.find(task => task.application?.id === application)
        if (found || !next) return found ?? null
        cursor = next
      }
      return null
    },
    refetchInterval: POLL_MS * 3,
  })
