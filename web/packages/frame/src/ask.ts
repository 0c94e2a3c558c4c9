/** Questions that any call may raise in the middle of any page. The page stays as it is under the dialog. */
export type Question = 'login' | 'password'

export interface Asked {
  question: Question
  answered: () => void
  givenUp: (reason: Error) => void
}

let show: ((asked: Asked) => void) | undefined
const waiting = new Map<Question, Promise<void>>()

/** The frame says how a question is shown (questions.tsx). */
export function onQuestion(listener: ((asked: Asked) => void) | undefined): void {
  show = listener
}

/** Several calls may fail at once: the person is asked once. */
function ask(question: Question): Promise<void> {
  const running = waiting.get(question)
  if (running) return running
  const asked = new Promise<void>((answered, givenUp) => {
    if (show) show({ question, answered, givenUp })
    else givenUp(new Error('no page to ask on'))
  }).finally(() => waiting.delete(question))
  waiting.set(question, asked)
  return asked
}

export const askForLogin = (): Promise<void> => ask('login')
export const askForPassword = (): Promise<void> => ask('password')
