import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  keys: ['キー操作', 'Keys'],
  help: ['キーの一覧を開く', 'Show this list'],
  off: ['1文字のキー操作を使わない', 'Turn single-letter keys off'],
  close: ['閉じる', 'Close'],
})
