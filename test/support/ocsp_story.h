#pragma once
#include <gtest/gtest.h>

#include "http/dispatch.h"
#include "http/ocsp_routes.h"
#include "pki/ca_certificate.h"
#include "pki/certificate.h"
#include "support/example_counter.h"

namespace madoguchi {

/// An OCSP responder over the example's certificates, with a key that remembers what it signed.
class OcspStory : public testing::TestWithParam<std::string> {
 protected:
  OcspStory() {
    const auto& authority = counter.authority();
    const Bytes der = pki::sign_responder_certificate(
        {.serial = *parse_serial("4d" + std::string(30, '9')),
         .issuer_der = authority.issuer.subject_der,
         .subject_der = pki::responder_name(authority.issuer.subject_der),
         .authority_key_id = authority.issuer.key_id,
         .validity = Validity::from(counter.now - Seconds(3600), counter.now + std::chrono::days(60)).value(),
         .spki_der = key.public_key()},
        counter.signer());
    identity = pki::read_responder_certificate(pki::to_pem(der, "CERTIFICATE"), authority.certificate_der);
    responder.emplace(counter.office(), authority, key, identity, http::print_ocsp_answer);
    http::add_ocsp_routes(router, *responder, authority.issuer.id, [this] { return counter.now; });
    quick = http::quick_ocsp_answers(*responder, authority.issuer.id);
  }

  Certificate certificate(const CertificateId& id) {
    return counter.read([&](Store& store) { return must(store.certificates.get(id)); });
  }
  Bytes request(const CertificateId& id, pki::CertIdForm form = pki::CertIdForm::sha1) {
    return responder->issuer().request(form, *parse_serial(certificate(id).serial));
  }
  void revoke(const CertificateId& id, RevocationReason reason = RevocationReason::superseded) {
    must(counter.as(Actor::the_engine(), [&](Work& work) -> Result<void> {
      work.store.certificates.revoke(must(work.store.certificates.get(id)), reason, work.now, work.now, {});
      return {};
    }));
  }
  OcspReply answer(const Bytes& der) { return responder->answer(der, counter.now); }
  /// What we answer now.
  std::string said(const Bytes& der, pki::CertIdForm form = pki::CertIdForm::sha1) {
    const auto reply = answer(der);
    return said_by(reply.kept ? reply.kept->der() : text_of(reply.der), der, form);
  }
  /// "good", "revoked", or the error in hexadecimal. Our DER has one place for it: behind the CertID.
  std::string said_by(std::string_view response, const Bytes& request_der,
                      pki::CertIdForm form = pki::CertIdForm::sha1) {
    if (response.size() == 5) return to_hex(view_of(response));
    const auto request = pki::read_ocsp_request(request_der);
    const Bytes id = responder->issuer().cert_id(form, *pki::own_serial(request->serial));
    const auto at = response.find(text_of(id));
    if (at == std::string_view::npos) return "without the CertID";
    const auto tag = static_cast<std::uint8_t>(response[at + id.size()]);
    return tag == 0x80 ? "good" : tag == 0xa1 ? "revoked" : "?";
  }
  http::Response send(http::Method method, const std::string& rest, http::Headers headers = {}, std::string body = {}) {
    const auto& id = counter.authority().issuer.id;
    http::Request made{.method = method,
                       .target = "/ocsp/" + id + rest,
                       .segments = {"ocsp", id},
                       .headers = std::move(headers),
                       .body = std::move(body),
                       .listener = http::ListenerKind::status};
    if (!rest.empty()) made.segments.push_back(rest.substr(1));
    const http::Site site{.kind = http::ListenerKind::status,
                          .catalogue = &counter.office().catalogue,
                          .random = &counter.office().random};
    return http::dispatch(site, router, std::move(made));
  }
  http::QuickAnswer quick_get(const Bytes& der) {
    const std::string target = "/ocsp/" + counter.authority().issuer.id + "/" + to_base64(der);
    return quick.find({.post = false, .target = target}, {}, counter.now);
  }
  http::QuickAnswer quick_post(const Bytes& der) {
    const std::string target = "/ocsp/" + counter.authority().issuer.id;
    return quick.find({.post = true, .target = target}, text_of(der), counter.now);
  }

  ExampleCounter counter{GetParam()};
  ExampleSigner key;
  pki::OcspResponderIdentity identity;
  std::optional<OcspResponder> responder;
  http::Router router;
  http::QuickAnswers quick;
};

}  // namespace madoguchi
