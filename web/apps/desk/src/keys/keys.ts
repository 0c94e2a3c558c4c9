import { useEffect, useRef, useSyncExternalStore } from 'react'

/** One single-key shortcut of the screen that is shown. */
export interface Shortcut {
  /** As KeyboardEvent.key says it: "j", "?", "/". */
  key: string
  /** What it does, for the list of keys. */
  name: string
  /** Absent where the browser does it itself, as Enter on a link: the key is only listed. */
  run?: () => void
}

type Group = { current: Shortcut[] }

// Single letters must be able to be turned off (WCAG 2.1.4); the choice belongs to this browser.
const OFF_KEY = 'desk-keys-off'
const groups = new Set<Group>()
const watchers = new Set<() => void>()
const tell = () => {
  for (const watcher of watchers) watcher()
}

export const keysAreOff = () => window.localStorage.getItem(OFF_KEY) === 'yes'

export function turnKeys(off: boolean) {
  if (off) window.localStorage.setItem(OFF_KEY, 'yes')
  else window.localStorage.removeItem(OFF_KEY)
  tell()
}

function watch(watcher: () => void) {
  watchers.add(watcher)
  return () => {
    watchers.delete(watcher)
  }
}

export const useKeysAreOff = () => useSyncExternalStore(watch, keysAreOff)

/** Every shortcut that works now, the screen's own before the frame's. */
export const shortcuts = (): Shortcut[] => [...groups].toReversed().flatMap(group => group.current)

/** Is the person typing something, or is something open that has keys of its own? */
export function keyIsTyping(event: KeyboardEvent): boolean {
  if (event.isComposing || event.keyCode === 229) return true // an IME takes this key
  if (event.ctrlKey || event.metaKey || event.altKey) return true
  const target = event.target
  if (!(target instanceof Element)) return false
  if (target.closest('dialog[open]')) return true
  return target.closest('input, textarea, select, [contenteditable]') !== null
}

function press(event: KeyboardEvent) {
  if (event.defaultPrevented || keysAreOff() || keyIsTyping(event)) return
  if (document.querySelector('dialog[open]')) return
  const found = shortcuts().find(shortcut => shortcut.key === event.key)
  if (!found?.run) return
  event.preventDefault()
  found.run()
}

/** These keys work, and stand in the list of keys, as long as the component is shown. */
export function useShortcuts(own: Shortcut[]) {
  const group = useRef(own)
  group.current = own
  useEffect(() => {
    if (groups.size === 0) document.addEventListener('keydown', press)
    groups.add(group)
    return () => {
      groups.delete(group)
      if (groups.size === 0) document.removeEventListener('keydown', press)
    }
  }, [])
}
