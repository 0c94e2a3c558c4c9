import { defineTexts } from '@madoguchi/i18n'

// What is asked over a page: not part of a first visit.
export const questionTexts = defineTexts({
  loginTitle: ['もう一度ログインしてください', 'Please log in again'],
  loginLead: [
    '一定時間操作がなかったため、ログアウトしました。入力した内容は、この画面に残っています。',
    'You were logged out after a time without activity. What you entered is still on this page.',
  ],
  loggedOut: [
    'ログアウトしています。入力した内容は、この画面に残っています。',
    'You are logged out. What you entered is still on this page.',
  ],
  logInAgain: ['もう一度ログインする', 'Log in again'],
  loginId: ['ログインID', 'Login ID'],
  password: ['パスワード', 'Password'],
  giveUp: ['やめる', 'Cancel'],
  passwordTitle: ['パスワードの確認', 'Your password, please'],
  passwordLead: [
    '重要な手続きのため、もう一度パスワードを入力してください。',
    'This step matters: please enter your password once more.',
  ],
  confirm: ['続ける', 'Continue'],
  endingTitle: ['まもなくログアウトします', 'You will be logged out soon'],
  endingLead: [
    '操作がないままログインの時間が終わろうとしています。続ける場合は「続ける」を押してください。入力した内容は、この画面に残っています。',
    'Your login is about to end, as nothing has been done for a time. Press “Continue” to stay. What you entered is still on this page.',
  ],
  endingFinal: [
    'ログインしてから長い時間がたったため、まもなくログアウトします。続けるには、そのあともう一度ログインしてください。入力した内容は、この画面に残ります。',
    'You have been logged in for a long time, and will be logged out. Log in again after that to go on. What you entered stays on this page.',
  ],
  endingLeft: ['残り {minutes}分{seconds}秒', '{minutes} min {seconds} s left'],
  understood: ['わかりました', 'I see'],
})
