import { defineTexts } from '@madoguchi/i18n'

/** What the fields of 担当者情報 are called (R28-R30), and the values that are chosen. */
export const fieldNames = defineTexts({
  organization: ['法人名', 'Organisation'],
  department: ['部署名', 'Department'],
  person_name: ['担当者氏名', 'Name'],
  person_kana: ['フリガナ', 'Reading of the name'],
  phone: ['電話番号', 'Telephone'],
  mail: ['メールアドレス', 'Mail address'],
  country: ['国', 'Country'],
  postal_code: ['郵便番号', 'Postal code'],
  address: ['住所', 'Address'],
  language: ['お電話・メールの言語', 'Language of calls and mails'],
  invoice_delivery: ['請求書送付方法', 'Invoices by'],
  renewal_notice: ['更新案内連絡', 'Renewal notices'],
})

export const valueNames = defineTexts({
  ja: ['日本語', 'Japanese'],
  en: ['英語', 'English'],
  electronic: ['電子', 'Electronic'],
  paper: ['紙', 'Paper'],
  required: ['要', 'Wanted'],
  not_required: ['不要', 'Not wanted'],
})
