import { Refused } from '@madoguchi/api'
import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import {
  Badge,
  Button,
  Cards,
  Copyable,
  Dialog,
  Facts,
  LoadTrouble,
  type Mood,
  Notice,
  Skeleton,
  StepHeader,
  TableBox,
  Timeline,
} from '@madoguchi/ui'
import { useState } from 'react'
import { HARD_NAMES, Sample } from './sample.tsx'
import { texts } from './texts.ts'

const SERIAL = '12ab 34cd 56ef 7890 1234 5678 9abc def0'
const MOODS: Mood[] = ['good', 'going', 'wait', 'bad', 'quiet']
const KINDS = ['info', 'success', 'warning', 'danger'] as const

export function States() {
  const t = useText(texts)
  return (
    <Sample name={t('states')}>
      <p className="flex flex-wrap gap-2">
        {MOODS.map(mood => (
          <Badge key={mood} mood={mood}>
            {t(mood as 'good')}
          </Badge>
        ))}
      </p>
      {KINDS.map(kind => (
        <Notice key={kind} kind={kind} title={t('notice')}>
          <p>{t('noticeMore')}</p>
        </Notice>
      ))}
      <Notice>
        <p>{t('noticeMore')}</p>
      </Notice>
    </Sample>
  )
}

export function FactSamples() {
  const t = useText(texts)
  const nothing = () => undefined
  return (
    <Sample name={t('facts')}>
      <Facts
        facts={[
          { name: t('name'), value: '例示 花子', onChange: nothing },
          { name: t('telephone'), value: '03-0000-2001', before: '03-0000-1001', onChange: nothing },
          { name: t('memo'), value: '', before: '03-0000-1001' },
          { name: t('none'), value: undefined },
          { name: t('serial'), value: <Copyable text={SERIAL} /> },
        ]}
      />
      <div className="card">
        <Facts
          facts={HARD_NAMES.map(name => ({ name: `${t('organization')} ${name.length}`, value: name }))}
        />
      </div>
    </Sample>
  )
}

export function Tables() {
  const t = useText(texts)
  return (
    <Sample name={t('tables')}>
      <TableBox label={t('contract')}>
        <table className="table table-cards">
          <thead>
            <tr>
              <th scope="col">{t('contract')}</th>
              <th scope="col">{t('organization')}</th>
              <th scope="col">{t('state')}</th>
            </tr>
          </thead>
          <tbody>
            {HARD_NAMES.map((name, index) => (
              <tr key={name}>
                <td data-label={t('contract')} className="whitespace-nowrap">
                  EX-2026-000{index + 1}
                </td>
                <td data-label={t('organization')}>
                  <p className="max-w-80">{name}</p>
                </td>
                <td data-label={t('state')}>
                  <Badge mood={MOODS[index % MOODS.length] ?? 'good'}>
                    {t((MOODS[index % MOODS.length] ?? 'good') as 'good')}
                  </Badge>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </Sample>
  )
}

export function Steps() {
  const t = useText(texts)
  const { language } = useLanguage()
  const at = formatDayTime('2026-11-24T01:00:00Z', language)
  return (
    <Sample name={t('steps')}>
      {[0, 1, 2].map(now => (
        <StepHeader key={now} steps={[t('choose'), t('enter'), t('check')]} now={now} />
      ))}
      <Timeline
        moments={[
          { key: 'filed', when: 'done', title: t('filed'), at },
          { key: 'reviewed', when: 'now', title: t('reviewed'), more: <p>{t('noticeMore')}</p> },
          { key: 'issued', when: 'next', title: t('issued') },
        ]}
      />
    </Sample>
  )
}

export function Waiting() {
  const t = useText(texts)
  const nothing = () => undefined
  const refused = new Refused({
    type: '',
    titles: t.both('refusal'),
    status: 404,
    code: 'contract.not_found',
  })
  return (
    <Sample name={t('waiting')}>
      <Skeleton lines={3} />
      <LoadTrouble error={new Error('away')} onAgain={nothing} />
      <LoadTrouble error={refused} onAgain={nothing} />
    </Sample>
  )
}

export function Lists() {
  const t = useText(texts)
  return (
    <Sample name={t('lists')}>
      <div className="chips my-4">
        <span className="chips-label">{t('state')}</span>
        <ul>
          <li>
            <a className="chip" href="#main" aria-current="true">
              {t('all')} 1000+
            </a>
          </li>
          <li>
            <a className="chip" href="#main">
              {t('soon')} 3
            </a>
          </li>
        </ul>
      </div>
      <Cards>
        <a className="menu-item" href="#main">
          <span className="menu-item-name">{t('choose')}</span>
          <span className="block">{t('menuMore')}</span>
        </a>
        <div className="menu-item" data-off="true">
          <span className="menu-item-name">{t('off')}</span>
          <span className="block">{t('offMore')}</span>
        </div>
      </Cards>
      <p className="mt-4">
        <kbd>?</kbd> <kbd>Enter</kbd>
      </p>
    </Sample>
  )
}

export function Dialogs() {
  const t = useText(texts)
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <Sample name={t('dialogs')}>
      <Button onClick={() => setOpen(true)}>{t('open')}</Button>
      {open ? (
        <Dialog title={t('question')} onClose={close}>
          <p>{HARD_NAMES[1]}</p>
          <div className="btn-row">
            <Button look="plain" onClick={close}>
              {t('stop')}
            </Button>
            <Button look="danger" onClick={close}>
              {t('danger')}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </Sample>
  )
}
