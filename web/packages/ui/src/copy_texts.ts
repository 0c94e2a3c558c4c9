import { defineTexts } from '@madoguchi/i18n'

export const copyTexts = defineTexts({
  copy: ['コピー', 'Copy'],
  copied: ['コピーしました', 'Copied'],
  notCopied: [
    'コピーできませんでした。文字を選んでコピーしてください。',
    'Not copied: please mark the text and copy it.',
  ],
})
