export const places = ['nginx', 'apache', 'iis', 'tomcat', 'balancer', 'other'] as const
export type Place = (typeof places)[number]

/** ?for=…: where the certificate goes. Nothing is chosen for the person. */
export interface DownloadSearch {
  for?: Place | undefined
}

export function readDownloadSearch(search: Record<string, unknown>): DownloadSearch {
  const place = places.find(one => one === search.for)
  return place ? { for: place } : {}
}
