import { useRouterState } from '@tanstack/react-router'

/** The token behind # of a mailed link: the browser sends it to no server by itself, and no log has it. */
export const useMailedToken = (): string =>
  useRouterState({ select: state => state.location.hash.replace(/^#/, '') })
