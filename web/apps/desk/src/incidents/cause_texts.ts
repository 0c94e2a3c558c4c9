import { defineTexts } from '@madoguchi/i18n'

/** BR 4.9.1.1, (3) to (16), as one says them. */
export const causeTexts = defineTexts({
  key_compromise: ['(3) 秘密鍵の危殆化', '(3) private key compromised'],
  weak_key: ['(4) 弱い鍵', '(4) weak key'],
  validation_unreliable: ['(5) ドメインの確認が信頼できない', '(5) domain validation cannot be relied on'],
  key_parameters: ['(6) 鍵の種類・長さが要件に合わない', '(6) kind or size of key against the requirements'],
  misuse: ['(7) 証明書の悪用', '(7) certificate misused'],
  agreement_breach: ['(8) 利用規約の違反', '(8) breach of the subscriber agreement'],
  name_no_longer_permitted: ['(9) 名前を使う権利の喪失', '(9) name no longer permitted'],
  misleading_wildcard: ['(10) 人を欺くワイルドカードの使用', '(10) misleading use of a wildcard'],
  information_changed: ['(11) 記載内容の変化', '(11) information changed'],
  not_as_required: ['(12) 規則に合わない発行', '(12) not issued as required'],
  information_inaccurate: ['(13) 記載内容の誤り', '(13) information inaccurate'],
  right_to_issue_ends: ['(14) 認証局が発行する権利の終了', '(14) right to issue ends'],
  required_by_cps: ['(15) 認証局運用規程が求める', '(15) required by the CPS'],
  key_method_flawed: ['(16) 鍵の生成方法の欠陥', '(16) flawed way of making keys'],
})
