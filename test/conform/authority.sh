#!/usr/bin/env bash
# Has an authority of ours, its certificates and its CRLs judged by OpenSSL, GnuTLS and NSS: each must take the good
# certificates and refuse every revoked one.
#   authority.sh MADOGUCHI DRIVER POLICY
set -euo pipefail
madoguchi=$1 driver=$2 policy=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
judged=0
log=$work/log

fail() {
  echo "FAIL: $*" >&2
  tail -n 20 "$log" >&2
  exit 1
}
# says WHAT TEXT COMMAND...: the command may end as it likes, but must say TEXT.
says() {
  local what=$1 text=$2
  shift 2
  "$@" >"$log" 2>&1 </dev/null || true
  grep -qF -- "$text" "$log" || fail "$what: expected '$text' from: $*"
  judged=$((judged + 1))
}
silent_on() {
  local what=$1 text=$2
  shift 2
  "$@" >"$log" 2>&1 </dev/null || fail "$what: $*"
  if grep -qF -- "$text" "$log"; then fail "$what: '$text' from: $*"; fi
  judged=$((judged + 1))
}
accepts() {
  local what=$1
  shift
  "$@" >"$log" 2>&1 </dev/null || fail "$what: refused by: $*"
  judged=$((judged + 1))
}
refuses() {
  local what=$1 text=$2
  shift 2
  if "$@" >"$log" 2>&1 </dev/null; then fail "$what: accepted by: $*"; fi
  grep -qiF -- "$text" "$log" || fail "$what: refused without '$text' by: $*"
  judged=$((judged + 1))
}

(umask 077 && echo "correct example battery" >"$work/passphrase")
openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$work/p256.key"
openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out "$work/p384.key"
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$work/rsa2048.key"
for key in p256 p384 rsa2048; do openssl pkey -in "$work/$key.key" -pubout -outform DER -out "$work/$key.der"; done

judge() {
  local kind=$1 dir=$work/$1
  "$madoguchi" ca init --dir "$dir" --name "Example $kind" --key "$kind" --mode private \
    --status-url http://status.example.jp --passphrase-file "$work/passphrase" --keys-dir "$dir.keys" >/dev/null
  "$madoguchi" ca renew-root-crl --dir "$dir" --passphrase-file "$work/passphrase" >/dev/null
  local out=$dir/out root=$dir/ca/root.pem issuing=$dir/ca/issuing.pem
  mkdir "$out"
  "$driver" "$dir" "$work/passphrase" "$policy" "$out" "$work"/{p256,p384,rsa2048}.der
  local root_crl
  root_crl=$(echo "$dir"/crl/*-0.crl)
  openssl crl -inform DER -in "$root_crl" -out "$out/root.crl.pem"
  for crl in full shard; do openssl crl -inform DER -in "$out/$crl.crl" -out "$out/$crl.crl.pem"; done
  cat "$root" "$issuing" >"$out/cas.pem"
  cat "$out/root.crl.pem" "$out/full.crl.pem" >"$out/crls.pem"

  judge_lists "$kind" "$out" "$root" "$issuing"
  nss_database "$out" "$root" "$issuing" "$root_crl"
  local certificate name
  for certificate in "$out"/{ov,ev}-*.pem "$out"/revoked-*.pem; do
    name=$(basename "$certificate" .pem)
    judge_certificate "$kind $name" "$out" "$root" "$issuing" "$certificate"
  done
  judge_shard "$kind" "$out" "$root" "$issuing"
}

judge_lists() {
  local kind=$1 out=$2 root=$3 issuing=$4
  says "$kind openssl root CRL" "verify OK" openssl crl -in "$out/root.crl.pem" -CAfile "$root" -noout
  says "$kind openssl CRL" "verify OK" openssl crl -in "$out/full.crl.pem" -CAfile "$issuing" -noout
  says "$kind gnutls root CRL" "Verified" certtool --verify-crl --load-ca-certificate "$root" --infile "$out/root.crl.pem"
  says "$kind gnutls CRL" "Verified" certtool --verify-crl --load-ca-certificate "$issuing" --infile "$out/full.crl.pem"
  says "$kind gnutls counts" "Revoked certificates (12)" certtool --crl-info --inder --infile "$out/full.crl"
  says "$kind gnutls number" "CRL Number" certtool --crl-info --inder --infile "$out/full.crl"
  local reason
  for reason in "Key Compromise" "Affiliation Changed" "Superseded" "Cessation Of Operation" "Privilege Withdrawn"; do
    says "$kind openssl reason" "$reason" openssl crl -in "$out/full.crl.pem" -noout -text
  done
  silent_on "$kind reason 0 is left out" "Unspecified" openssl crl -in "$out/full.crl.pem" -noout -text
  silent_on "$kind no IDP on a full CRL" "Issuing Distribution" openssl crl -in "$out/full.crl.pem" -noout -text
}

nss_database() {
  local out=$1 root=$2 issuing=$3 root_crl=$4
  mkdir "$out/nss"
  certutil -N -d "sql:$out/nss" --empty-password
  certutil -A -d "sql:$out/nss" -n root -t "CT,," -a -i "$root"
  certutil -A -d "sql:$out/nss" -n issuing -t ",," -a -i "$issuing"
  crlutil -I -d "sql:$out/nss" -i "$root_crl" -t 1
  crlutil -I -d "sql:$out/nss" -i "$out/full.crl" -t 1
}

judge_certificate() {
  local what=$1 out=$2 root=$3 issuing=$4 certificate=$5
  local openssl=(openssl verify -x509_strict -crl_check_all -policy_check -purpose sslserver
    -verify_hostname www.example.jp -CAfile "$root" -untrusted "$issuing" -CRLfile "$out/crls.pem" "$certificate")
  local gnutls=(certtool --verify --verify-profile=medium --verify-hostname=www.example.jp
    --load-ca-certificate "$out/cas.pem" --load-crl "$out/crls.pem" --infile "$certificate")
  certutil -A -d "sql:$out/nss" -n "$(basename "$certificate")" -t ",," -a -i "$certificate"
  local nss=(certutil -V -d "sql:$out/nss" -n "$(basename "$certificate")" -u V -e)
  case $what in
    *good)
      accepts "$what openssl" "${openssl[@]}"
      accepts "$what gnutls" "${gnutls[@]}"
      accepts "$what nss" "${nss[@]}"
      ;;
    *revoked*)
      refuses "$what openssl" "certificate revoked" "${openssl[@]}"
      refuses "$what gnutls" "revoked" "${gnutls[@]}"
      refuses "$what nss" "revoked" "${nss[@]}"
      ;;
  esac
}

# A CRL with a critical issuingDistributionPoint: the other two must read it. NSS 3.87 does not know the extension and
# refuses the list (RFC 5280 5.2); whoever must serve such clients makes the authority with --crl-shards 0, whose full
# list NSS has judged above.
judge_shard() {
  local kind=$1 out=$2 root=$3 issuing=$4
  local openssl=(openssl verify -x509_strict -crl_check -extended_crl -CAfile "$root" -untrusted "$issuing"
    -CRLfile "$out/shard.crl.pem")
  accepts "$kind shard openssl" "${openssl[@]}" "$out/shard-good.pem"
  refuses "$kind shard openssl" "certificate revoked" "${openssl[@]}" "$out/shard-revoked.pem"
  refuses "$kind another shard's certificate openssl" "different CRL scope" "${openssl[@]}" "$out/ov-p256-good.pem"
  local gnutls=(certtool --verify --load-ca-certificate "$out/cas.pem" --load-crl "$out/shard.crl.pem")
  accepts "$kind shard gnutls" "${gnutls[@]}" --infile "$out/shard-good.pem"
  refuses "$kind shard gnutls" "revoked" "${gnutls[@]}" --infile "$out/shard-revoked.pem"
  refuses "$kind shard nss" "UNKNOWN_CRITICAL_EXTENSION" crlutil -I -d "sql:$out/nss" -i "$out/shard.crl" -t 1
}

judge p256
judge rsa2048
echo "authority: $judged judgements by OpenSSL, GnuTLS and NSS, all as expected"
