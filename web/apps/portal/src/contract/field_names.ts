import { defineTexts } from '@madoguchi/i18n'

/** What the fields of a contact and their values are called (R28–R30). */
export const fieldNames = defineTexts({
  organization: ['法人名', 'Organisation'],
  department: ['部署名', 'Department'],
  person_name: ['担当者氏名', 'Name'],
  person_kana: ['フリガナ', 'Kana'],
  phone: ['電話番号', 'Telephone'],
  mail: ['メールアドレス', 'Mail address'],
  country: ['国', 'Country'],
  postal_code: ['郵便番号', 'Postal code'],
  address: ['住所', 'Address'],
  language: ['連絡の言語', 'Language'],
  renewal_notice: ['更新案内連絡', 'Renewal notices'],
  invoice_delivery: ['請求書送付方法', 'Invoices by'],
  electronic: ['電子', 'electronic'],
  paper: ['紙', 'paper'],
  required: ['要', 'wanted'],
  not_required: ['不要', 'not wanted'],
  ja: ['日本語', 'Japanese'],
  en: ['英語', 'English'],
})
