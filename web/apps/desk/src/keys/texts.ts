import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  keys: ['キー操作', 'Shortcuts'],
  help: ['キーの一覧を開く', 'Show this list'],
  off: ['1文字のキー操作を使わない', 'Turn single-letter shortcuts off'],
  close: ['閉じる', 'Close'],
})
