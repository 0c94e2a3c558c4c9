import { unwrapTagged } from '@madoguchi/api'
import { api } from '../api.ts'
import type { Incident } from './queries.ts'
import { criteriaOf, type Kind, type Value } from './values.ts'

const of = ({ id, etag }: Incident) => ({ params: { path: { id }, header: { 'If-Match': etag } } })

export const addPiece = (incident: Incident, kind: Kind, piece: Value[]): Promise<Incident> =>
  unwrapTagged(
    api.POST('/api/v1/incidents/{id}/criteria', {
      ...of(incident),
      body: { criteria: criteriaOf(kind, piece) },
    }),
  )

/** Unless one is being made, or stands, already: a call that was repeated. */
export const askForPlan = (incident: Incident): Promise<Incident> =>
  incident.state === 'collecting' ? planAnew(incident) : Promise.resolve(incident)

export const planAnew = (incident: Incident): Promise<Incident> =>
  unwrapTagged(api.POST('/api/v1/incidents/{id}/plan', of(incident)))

export const withdraw = (incident: Incident): Promise<Incident> =>
  unwrapTagged(api.POST('/api/v1/incidents/{id}/withdraw', of(incident)))

/** The word of the second officer for exactly the plan that was shown. */
export const approve = (incident: Incident): Promise<Incident> =>
  unwrapTagged(
    api.POST('/api/v1/incidents/{id}/approve', {
      ...of(incident),
      body: { plan_digest: incident.plan?.digest ?? '' },
    }),
  )
