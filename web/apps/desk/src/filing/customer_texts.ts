import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  find: ['お客様を探す', 'Find the customer'],
  findHint: [
    '法人名・フリガナの一部、または法人番号',
    'Any part of the name or its reading, or the corporate number',
  ],
  findDo: ['探す', 'Find'],
  choose: ['お客様', 'Customer'],
  more: ['{kana} 法人番号 {number}', '{kana}, corporate number {number}'],
  none: ['見つかりません。', 'Nobody is found.'],
})
