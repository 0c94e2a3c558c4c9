import { defineTexts } from '@madoguchi/i18n'

/** What the values of an inspection are called. */
export const csrNames = defineTexts({
  same: ['一致', 'Same'],
  differs: ['違い', 'Differs'],
  note: ['参考', 'For information'],
  rsa: ['RSA', 'RSA'],
  p256: ['楕円曲線 P-256', 'elliptic curve P-256'],
  p384: ['楕円曲線 P-384', 'elliptic curve P-384'],
  p521: ['楕円曲線 P-521', 'elliptic curve P-521'],
  country: ['国名(C)', 'Country (C)'],
  state_or_province: ['都道府県名(ST)', 'State (ST)'],
  locality: ['市区町村名(L)', 'Locality (L)'],
  organization: ['組織名(O)', 'Organisation (O)'],
  organizational_unit: ['部門名(OU)', 'Unit (OU)'],
  common_name: ['コモンネーム(CN)', 'Common name (CN)'],
  dns_names: ['DNS名(SAN)', 'DNS names (SAN)'],
})
