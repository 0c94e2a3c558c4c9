import { useText } from '@madoguchi/i18n'
import { Button, CheckBox, Dialog } from '@madoguchi/ui'
import { useState } from 'react'
import { type Shortcut, shortcuts, turnKeys, useKeysAreOff, useShortcuts } from './keys.ts'
import { texts } from './texts.ts'

/** 「キー操作」 and `?`: the keys that work on this screen, and a way to turn them off. */
export function KeyHelp() {
  const t = useText(texts)
  const off = useKeysAreOff()
  const [shown, setShown] = useState<Shortcut[]>()
  const show = () => setShown(shortcuts())
  useShortcuts([{ key: '?', name: t('help'), run: show }])
  return (
    <>
      <Button look="plain" small onClick={show}>
        {t('keys')}
      </Button>
      {shown ? (
        <Dialog title={t('keys')} onClose={() => setShown(undefined)}>
          <dl className="key-list">
            {shown.map(shortcut => (
              <div key={shortcut.key}>
                <dt>
                  <kbd>{shortcut.key}</kbd>
                </dt>
                <dd>{shortcut.name}</dd>
              </div>
            ))}
          </dl>
          <CheckBox pointer="/keys_off" checked={off} onChange={turnKeys} label={t('off')} />
          <div className="btn-row">
            <Button look="first" onClick={() => setShown(undefined)}>
              {t('close')}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </>
  )
}
