import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  title: ['担当', 'Officers'],
  lead: [
    '担当者の追加や権限の変更は、サーバー上の madoguchi staff で行います。',
    'Officers are added and changed on the server itself, with madoguchi staff.',
  ],
  name: ['氏名', 'Name'],
  loginId: ['ログインID', 'Login ID'],
  roles: ['権限', 'Roles'],
  state: ['状態', 'State'],
  active: ['有効', 'active'],
  disabled: ['停止', 'disabled'],
})
