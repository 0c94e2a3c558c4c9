import { unwrap } from '@madoguchi/api'
import { holdsPrivateKey } from '@madoguchi/api/private_key.ts'
import { useLanguage, useText } from '@madoguchi/i18n'
import {
  Badge,
  Button,
  Copyable,
  FaultSummary,
  faultAt,
  Notice,
  TableBox,
  TextArea,
  type Trouble,
  useSubmit,
} from '@madoguchi/ui'
import { type ClipboardEvent, type DragEvent, useEffect, useId, useRef, useState } from 'react'
import { api, type Schemas } from '../api.ts'
import { Buttons, goBack, NextButton } from '../form/parts.tsx'
import { csrNames } from './names.ts'
import { texts } from './texts.ts'

export type Inspection = Schemas['CsrInspection']

interface PanelProps {
  contract: Schemas['Contract']
  oldCertificate: string | undefined
  continuation?: boolean
  /** The application that is corrected, if one is. */
  application?: string | undefined
  csr: string
  inspection: Inspection | undefined
  onChange: (csr: string, inspection: Inspection | undefined) => void
  /** What the form itself says about /csr. */
  trouble?: Trouble | undefined
  /** 「次へ」 was pressed, and what was there is inspected, unless nothing is there. */
  onNext: (inspection: Inspection | undefined) => void
}

const FILE_BYTES_MAX = 100_000

/** Drop, choose or paste; the server decodes it and says what decides (R49). */
export function CsrPanel(props: PanelProps) {
  const { contract, oldCertificate, continuation, application, csr, inspection, onChange, onNext } = props
  const t = useText(texts)
  const [keyRefused, setKeyRefused] = useState(false)
  const [tooLarge, setTooLarge] = useState(false)
  const [over, setOver] = useState(false)
  const chooser = useRef<HTMLInputElement>(null)
  const chooserId = useId()
  const latest = useRef(csr)
  // 「次へ」 before the answer is there waits for it.
  const [goingOn, setGoingOn] = useState(false)
  const goesOn = useRef(false)
  function goOn(on: boolean) {
    goesOn.current = on
    setGoingOn(on)
  }
  const inspect = (text: string) =>
    unwrap(
      api.POST('/api/v1/contracts/{id}/csr-inspections', {
        params: { path: { id: contract.id } },
        body: {
          csr: text,
          ...(application ? { application } : {}),
          ...(oldCertificate ? { old_certificate: oldCertificate } : {}),
          ...(continuation ? { old_certificate_end: 'none' as const } : {}),
        },
      }),
    )
  const { submit, busy, trouble, setTrouble } = useSubmit(async () => {
    try {
      let text: string
      let found: Inspection
      do {
        text = latest.current
        found = await inspect(text)
      } while (text !== latest.current && latest.current !== '') // another one was put in meanwhile
      if (text !== latest.current) return
      onChange(text, found)
      if (goesOn.current) onNext(found)
    } finally {
      goOn(false)
    }
  })
  // From a draft: what it says is asked anew.
  const begunWith = useRef(inspection === undefined && csr.trim() !== '')
  useEffect(() => {
    if (begunWith.current) submit(undefined)
    begunWith.current = false
  }, [submit])
  // Its sentences are the server's: in the other language it is asked anew.
  const { language } = useLanguage()
  const asked = useRef(language)
  useEffect(() => {
    if (asked.current === language) return
    asked.current = language
    if (inspection) submit(undefined)
  }, [language, inspection, submit])
  function next() {
    if (inspection || csr.trim() === '') onNext(inspection)
    else {
      goOn(true)
      submit(undefined)
    }
  }

  function take(text: string, inspectNow: boolean) {
    setTooLarge(false)
    setTrouble(undefined)
    goOn(false)
    const isKey = holdsPrivateKey(text)
    setKeyRefused(isKey)
    latest.current = isKey ? '' : text
    onChange(latest.current, undefined)
    if (!isKey && inspectNow && text.trim() !== '') submit(undefined)
  }
  async function takeFile(file: File | undefined) {
    if (!file) return
    if (file.size > FILE_BYTES_MAX) setTooLarge(true)
    else take(await file.text(), true)
  }
  function paste(event: ClipboardEvent<HTMLTextAreaElement>) {
    // The whole field is replaced by what stands for a whole request; anything else is ordinary typing.
    const text = event.clipboardData.getData('text')
    if (!text.includes('-----BEGIN')) return
    event.preventDefault()
    take(text, true)
  }
  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    takeFile(event.dataTransfer.files[0])
  }

  useNoStrayDrop()
  const shown = trouble ?? props.trouble
  return (
    <>
      {trouble ? <FaultSummary trouble={trouble} /> : null}
      {keyRefused ? (
        <div role="alert">
          <Notice kind="danger">{t('privateKey')}</Notice>
        </div>
      ) : null}
      {tooLarge ? (
        <div role="alert">
          <Notice kind="danger">{t('tooLarge')}</Notice>
        </div>
      ) : null}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an addition; field and file button do the same by keyboard */}
      <div
        className="drop"
        data-over={over}
        onDragOver={event => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <TextArea
          pointer="/csr"
          label={t('label')}
          hint={t('hint')}
          need
          rows={8}
          className="input-mono"
          spellCheck={false}
          autoComplete="off"
          value={csr}
          fault={faultAt(shown, '/csr')}
          onPaste={paste}
          onChange={event => take(event.target.value, false)}
        />
        <div className="flex flex-wrap gap-3">
          <Button onClick={() => submit(undefined)} busy={busy}>
            {t('inspect')}
          </Button>
          <label className="sr-only" htmlFor={chooserId}>
            {t('choose')}
          </label>
          <input
            id={chooserId}
            ref={chooser}
            type="file"
            className="sr-only"
            tabIndex={-1}
            accept=".csr,.pem,.req,.txt,application/pkcs10"
            onChange={event => takeFile(event.target.files?.[0])}
          />
          <Button onClick={() => chooser.current?.click()}>{t('choose')}</Button>
        </div>
      </div>
      <HowTo contract={contract} />
      <Verdict busy={busy} inspection={inspection} />
      <Buttons onBack={goBack}>
        <NextButton onClick={next} busy={goingOn} />
      </Buttons>
      {inspection ? <Result inspection={inspection} /> : null}
    </>
  )
}

/** A file that is let go beside the box would open in the form's place. */
function useNoStrayDrop() {
  useEffect(() => {
    const swallow = (event: globalThis.DragEvent) => event.preventDefault()
    for (const name of ['dragover', 'drop'] as const) window.addEventListener(name, swallow)
    return () => {
      for (const name of ['dragover', 'drop'] as const) window.removeEventListener(name, swallow)
    }
  }, [])
}

function HowTo({ contract }: { contract: Schemas['Contract'] }) {
  const t = useText(texts)
  const names = contract.dns_names.map(name => `DNS:${name}`).join(',')
  const command = `openssl req -new -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj '/CN=${contract.common_name}' -addext 'subjectAltName=${names}'`
  return (
    <details className="my-4">
      <summary className="cursor-pointer font-bold">{t('make')}</summary>
      <p>{t('makeMore')}</p>
      <p className="card">
        <Copyable text={command} />
      </p>
    </details>
  )
}

/** In room kept for it: the answer comes later, and must not move the buttons. What it says in full stands below them. */
function Verdict({ busy, inspection }: { busy: boolean; inspection: Inspection | undefined }) {
  const t = useText(texts)
  return (
    <div role="status" className="mt-6 flex min-h-18 flex-wrap sm:min-h-8 content-start items-center gap-x-4">
      {inspection ? (
        <>
          <Badge mood={inspection.acceptable ? 'good' : 'bad'}>
            {inspection.acceptable ? t('fits') : t('fitsNot', { count: inspection.faults.length })}
          </Badge>
          {inspection.acceptable && inspection.warnings.length === 0 ? null : (
            <span>{t(inspection.acceptable ? 'warningsBelow' : 'faultsBelow')}</span>
          )}
        </>
      ) : busy ? (
        <span className="text-text-quiet">{t('inspecting')}</span>
      ) : null}
    </div>
  )
}

const moods = { same: 'good', differs: 'bad', note: 'quiet' } as const
function Result({ inspection }: { inspection: Inspection }) {
  const t = useText(texts)
  const { csr } = inspection
  const name = useText(csrNames)
  const what = (field: string) => (field in csrNames ? name(field as keyof typeof csrNames) : field)
  return (
    <div>
      <h3 className="mt-10">{t('result')}</h3>
      {inspection.acceptable ? null : (
        <Notice kind="danger">
          <Faults faults={inspection.faults} />
        </Notice>
      )}
      {inspection.warnings.map(warning => (
        <Notice key={warning.code} kind="warning">
          {warning.message}
        </Notice>
      ))}
      <TableBox label={t('result')}>
        <table className="table table-cards">
          <thead>
            <tr>
              <th scope="col">{t('item')}</th>
              <th scope="col">{t('inCsr')}</th>
              <th scope="col">{t('inContract')}</th>
              <th scope="col">{t('verdict')}</th>
            </tr>
          </thead>
          <tbody>
            {inspection.names.map(line => (
              <tr key={line.what}>
                <td className="font-bold">{what(line.what)}</td>
                <td data-label={t('inCsr')}>{line.in_csr || t('none')}</td>
                <td data-label={t('inContract')}>{line.in_contract || t('none')}</td>
                <td data-label={t('verdict')}>
                  <Badge mood={moods[line.verdict]}>{name(line.verdict)}</Badge>
                </td>
              </tr>
            ))}
            {csr.key ? (
              <tr>
                <td className="font-bold">{t('key')}</td>
                <td data-label={t('inCsr')} colSpan={3}>
                  {t('bits', { kind: name(csr.key.kind), bits: csr.key.bits })}
                </td>
              </tr>
            ) : null}
            <tr>
              <td className="font-bold">{t('signature')}</td>
              <td data-label={t('inCsr')} colSpan={3}>
                {csr.signature_algorithm}
              </td>
            </tr>
          </tbody>
        </table>
      </TableBox>
      {inspection.names.some(line => line.verdict === 'note') ? (
        <p className="text-text-quiet text-sm">{t('noteMore')}</p>
      ) : null}
    </div>
  )
}

/** Each fault in a sentence; the command that mends it once, as all faults of one request need the same new request. */
function Faults({ faults }: { faults: Inspection['faults'] }) {
  const t = useText(texts)
  const commands = [...new Set(faults.map(fault => fault.command))]
  return (
    <>
      <ul className="list-disc pl-6">
        {faults.map(fault => (
          <li key={fault.code}>{fault.message}</li>
        ))}
      </ul>
      <p className="mt-2 font-bold">{t('mend')}</p>
      {commands.map(command => (
        <p key={command} className="card my-2">
          <Copyable text={command} />
        </p>
      ))}
    </>
  )
}
