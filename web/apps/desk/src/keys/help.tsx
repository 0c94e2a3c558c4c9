import { useLanguage, useText } from '@madoguchi/i18n'
import { Button, CheckBox, Dialog } from '@madoguchi/ui'
import { useLayoutEffect, useState } from 'react'
import { type Shortcut, shortcuts, turnKeys, useKeysAreOff, useShortcuts } from './keys.ts'
import { texts } from './texts.ts'

/** 「キー操作」 and `?`: the keys that work on this screen, and a way to turn them off. */
export function KeyHelp() {
  const t = useText(texts)
  const off = useKeysAreOff()
  const { language } = useLanguage()
  const [shown, setShown] = useState(false)
  const show = () => setShown(true)
  useShortcuts([{ key: '?', name: t('help'), run: show }])
  return (
    <>
      <Button look="plain" small onClick={show}>
        {t('keys')}
      </Button>
      {shown ? (
        <Dialog title={t('keys')} onClose={() => setShown(false)}>
          <KeyList key={language} />
          <CheckBox pointer="/keys_off" checked={off} onChange={turnKeys} label={t('off')} />
          <div className="btn-row">
            <Button look="first" onClick={() => setShown(false)}>
              {t('close')}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </>
  )
}

/** Read once the screen has named its keys: anew for the other language, by its key. */
function KeyList() {
  const [keys, setKeys] = useState<Shortcut[]>([])
  useLayoutEffect(() => setKeys(shortcuts()), [])
  return (
    <dl className="key-list">
      {keys.map(shortcut => (
        <div key={shortcut.key}>
          <dt>
            <kbd>{shortcut.key}</kbd>
          </dt>
          <dd>{shortcut.name}</dd>
        </div>
      ))}
    </dl>
  )
}
