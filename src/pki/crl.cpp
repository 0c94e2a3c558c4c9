#include "pki/crl.h"

#include <cstdio>
#include <filesystem>
#include <utility>
#include <vector>

#include "base/assert.h"
#include "base/new_file.h"
#include "domain/legal_limits.h"
#include "pki/certificate_der.h"
#include "pki/crl_entry.h"
#include "pki/openssl_ptr.h"
#include "pki/sha256_stream.h"

namespace madoguchi::pki {

namespace {

constexpr std::size_t kBufferBytes = 256 * 1024;
/// Room before the entries for everything that stands before them; its length is known only when they are written.
constexpr std::int64_t kGapBytes = 4096;

Bytes crl_extensions(const IssuerInfo& issuer, const CrlHead& head) {
  DerWriter der(512);
  der.constructed(der_tag::constructed(0), [&] {
    der.sequence([&] {
      write_authority_key_id(der, issuer.key_id);
      extension(der, oid::kCrlNumber, Critical::no, [&] { der.integer(static_cast<std::uint64_t>(head.number)); });
      if (head.distribution_point.empty()) return;
      extension(der, oid::kIssuingDistributionPoint, Critical::yes,
                [&] { der.sequence([&] { write_full_name(der, head.distribution_point); }); });
    });
  });
  return der.take();
}

}  // namespace

/// The one place that asks a signer for a CRL's signature.
class CrlWriter {
 public:
  CrlWriter(const IssuerInfo& issuer, const CrlHead& head, Signer& signer, const std::string& path)
      : issuer_(issuer), head_(head), signer_(signer), path_(path), draft_(path), buffer_(kBufferBytes) {
    draft_.forget_name();
  }

  CrlFacts write(const CrlSource& next_entry) {
    write_entries(next_entry);
    write_tbs_end();
    const std::int64_t tbs_start = write_tbs_start();
    Sha256Stream hash;
    draft_.read(tbs_start, end_, buffer_, [&](ByteView part) { hash.add(part); });
    return write_signed(tbs_start, signer_.sign_digest(hash.finish()));
  }

 private:
  void write_entries(const CrlSource& next_entry) {
    draft_.skip_to(kGapBytes);
    Bytes pending;
    pending.reserve(kBufferBytes);
    Serial last{};
    for (CrlEntry entry; next_entry(entry); last = entry.serial, ++entries_) {
      require(entries_ == 0 || last < entry.serial, "a CRL's entries come in ascending order, each once");
      require(!head_.of_ca_certificates || entry.reason != RevocationReason::unspecified,
              "the revocation of a CA certificate has a reason");
      const ByteView line = encoder_.encode(entry);
      if (pending.size() + line.size() > kBufferBytes) flush(pending);
      pending.insert(pending.end(), line.begin(), line.end());
    }
    flush(pending);
    entries_end_ = end_;
  }
  void flush(Bytes& pending) {
    draft_.append(pending);
    end_ += std::ssize(pending);
    require(end_ <= kCrlBytesMax, "a CRL is at most 1 GiB");
    pending.clear();
  }

  void write_tbs_end() {
    const Bytes extensions = crl_extensions(issuer_, head_);
    draft_.append(extensions);
    end_ += std::ssize(extensions);
  }

  /// What stands before the entries, written so that it ends where they start.
  std::int64_t write_tbs_start() {
    DerWriter fields(1024);
    fields.integer(1);  // v2
    fields.raw(signature_algorithm_der(issuer_.algorithm));
    fields.raw(issuer_.subject_der);
    fields.time(head_.this_update).time(head_.next_update);
    if (entries_ > 0) {  // an empty list is left out (RFC 5280, 5.1.2.6)
      fields.raw(der_header(der_tag::kSequence, static_cast<std::uint64_t>(entries_end_ - kGapBytes)).view());
    }
    DerWriter start(1024);
    start.raw(der_header(der_tag::kSequence, fields.size() + static_cast<std::uint64_t>(end_ - kGapBytes)).view());
    start.raw(fields.view());
    const std::int64_t tbs_start = kGapBytes - std::ssize(start.view());
    require(tbs_start >= 0, "the name of an issuer fits before its CRL's entries");
    draft_.write_at(tbs_start, start.view());
    return tbs_start;
  }

  CrlFacts write_signed(std::int64_t tbs_start, const Bytes& signature) {
    DerWriter tail(1024);
    tail.raw(signature_algorithm_der(issuer_.algorithm)).bit_string(signature);
    const std::uint64_t content = static_cast<std::uint64_t>(end_ - tbs_start) + tail.size();
    const DerHeader header = der_header(der_tag::kSequence, content);
    NewFile file(path_);
    Sha256Stream hash;
    const auto put = [&](ByteView part) {
      hash.add(part);
      file.append(part);
    };
    put(header.view());
    draft_.read(tbs_start, end_, buffer_, put);
    put(tail.view());
    file.replace(path_);
    return {.entries = entries_,
            .bytes = static_cast<std::int64_t>(content) + header.size,
            .sha256 = to_hex(hash.finish())};
  }

  const IssuerInfo& issuer_;
  const CrlHead& head_;
  Signer& signer_;
  const std::string& path_;
  NewFile draft_;
  Bytes buffer_;
  CrlEntryEncoder encoder_;
  std::int64_t entries_ = 0;
  std::int64_t end_ = kGapBytes;  // of what is written, in the draft
  std::int64_t entries_end_ = kGapBytes;
};

CrlFacts write_crl(const IssuerInfo& issuer, const CrlHead& head, const CrlSource& next_entry, Signer& signer,
                   const std::string& path) {
  require(signer.algorithm() == issuer.algorithm, "the signer is the issuer's");
  require(head.number > 0, "a CRL has a positive number");
  const LimitOf limit = head.of_ca_certificates ? LimitOf::ca_crl_next_update : LimitOf::crl_next_update;
  require(head.next_update > head.this_update &&
              head.next_update - head.this_update <= legal_limit(limit, head.this_update).value,
          "nextUpdate is after thisUpdate and within the limit of rules 1.11.2");
  return CrlWriter(issuer, head, signer, path).write(next_entry);
}

OwnCrl read_own_crl(const std::string& path) {
  const BioPtr file(BIO_new_file(path.c_str(), "rb"));
  must(file != nullptr, "open a CRL");
  const CrlPtr crl(d2i_X509_CRL_bio(file.get(), nullptr));
  must(crl != nullptr, "read a CRL");
  const OpensslPtr<ASN1_INTEGER, &ASN1_INTEGER_free> number(
      static_cast<ASN1_INTEGER*>(X509_CRL_get_ext_d2i(crl.get(), NID_crl_number, nullptr, nullptr)));
  std::int64_t value = 0;
  must(number && ASN1_INTEGER_get_int64(&value, number.get()) == 1, "read a CRL's number");
  const STACK_OF(X509_REVOKED)* revoked = X509_CRL_get_REVOKED(crl.get());
  return {.number = value, .entries = revoked == nullptr ? 0 : sk_X509_REVOKED_num(revoked)};
}

}  // namespace madoguchi::pki
