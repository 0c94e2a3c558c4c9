import { unwrap, unwrapTagged } from '@madoguchi/api'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, POLL, type Schemas } from '../api.ts'

const POLL_MS = 5_000

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

/** What the machine judges of it: anew for every state of the application, and when the officer asks. */
export const checksQuery = (id: string, etag: string) =>
  queryOptions({
    queryKey: ['application', id, 'checks', etag],
    queryFn: () => unwrap(api.GET('/api/v1/applications/{id}/checks', path(id))),
    placeholderData: keepPreviousData,
  })

/** The open task of an application: who has it in hand (R101). */
export const taskQuery = (application: string) =>
  queryOptions({
    queryKey: ['tasks', 'of', application],
    queryFn: async () => {
      const of = { ...path(application), headers: POLL }
      const { tasks } = await unwrap(api.GET('/api/v1/applications/{id}/tasks', of))
      return tasks[0] ?? null
    },
    refetchInterval: POLL_MS * 3,
  })
