import type { Page } from '@playwright/test'

/**
 * From now on notes what the page's scripts send, until the page is loaded anew; the function returned tells the bodies.
 * The browser does not tell Playwright the body of a fetch that was given as a Request: postData() is empty then, and a
 * test that looks there cannot fail. So it is read where it is sent.
 */
export async function bodiesSent(page: Page): Promise<() => string[]> {
  const bodies: string[] = []
  const name = 'noteBodySent'
  await page.exposeFunction(name, (body: string) => {
    bodies.push(body)
  })
  await page.evaluate(note => {
    const send = window.fetch.bind(window)
    window.fetch = async (input, init) => {
      const request = new Request(input, init)
      await (window as unknown as Record<string, (body: string) => Promise<void>>)[note]?.(
        await request.clone().text(),
      )
      return send(request)
    }
  }, name)
  return () => [...bodies]
}
