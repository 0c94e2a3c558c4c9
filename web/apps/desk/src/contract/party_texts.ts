import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  open: ['契約先変更', 'Change the contract party'],
  title: ['契約先変更: {organization}', 'Change the contract party: {organization}'],
  lead: [
    '法人名や本店の所在地が変わったときに、別の担当者が登録した確認記録にもとづいて変えます。記載が誤りになった証明書は、5日以内に入れ替えて失効します。担当者に知らせます。',
    'The corporation’s name or the place of its head office has changed, on evidence that another officer put on record. Certificates that have become wrong are replaced and revoked within 5 days; the contacts are told.',
  ],
  organization: ['法人名', 'Organisation'],
  state: ['都道府県', 'State or province'],
  locality: ['市区町村', 'Locality'],
  evidence: ['確認記録', 'Evidence'],
  evidenceHint: [
    '別の担当者が登録した、組織の実在または所在地の確認記録',
    'Of the organisation or its address, put on record by another officer',
  ],
  evidenceLine: ['{kind}: {source}({name}、{day})', '{kind}: {source} ({name}, {day})'],
  evidenceMissing: ['確認記録を選んでください。', 'Please choose the evidence.'],
  choose: ['選んでください', 'Choose'],
  knownSince: ['弊社が知った日時', 'Known since'],
  knownHint: [
    '5日の時計はこの時から動きます。空欄なら今です。',
    'The 5 days run from here; from now if it is empty.',
  ],
  do: ['契約先を変更する', 'Change the contract party'],
  done: ['契約先を変更しました', 'The contract party is changed'],
  wrong: [
    '{until}までに、次の証明書を入れ替えて失効します: {serials}',
    'Until {until} these are replaced and revoked: {serials}',
  ],
  again: ['新規発行を申し込み直す', 'Apply for the first certificate again'],
  againLead: [
    '前の新規発行申請は終わっています。新しい CSR で申し込みます。',
    'The earlier application has ended. Another one, with a new request.',
  ],
  abandon: ['契約 {number} を取りやめる', 'Give up contract {number}'],
  abandonLead: [
    '証明書を発行しないまま契約を終えます。元に戻せません。',
    'The contract ends without a certificate. This cannot be undone.',
  ],
  opening: ['申込中の契約', 'A contract being opened'],
  another: ['この契約先の別の契約を開く', 'Open another contract for this customer'],
})
