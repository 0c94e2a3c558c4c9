#include "http/reissue_routes.h"

#include "http/revocation_json.h"
#include "http/session.h"
#include "usecase/submit_reissue.h"

namespace madoguchi::http {
namespace {

struct AgreementBody {
  std::string version;
  std::string text_sha256;
};
BOOST_DESCRIBE_STRUCT(AgreementBody, (), (version, text_sha256))
/// 再発行申請 as posted. What is missing the use case names, together with what is wrong (R58: nothing is preselected).
struct ReissueBody {
  std::optional<CertificateId> old_certificate{};
  std::optional<ReissueReason> reason{};
  std::optional<KeyExposure> key_exposure{};
  std::optional<std::string> reason_text{};
  std::optional<OldCertificateEnd> old_certificate_end{};
  std::optional<std::string> csr{};
  std::optional<AgreementBody> agreement{};
};
BOOST_DESCRIBE_STRUCT(ReissueBody, (),
                      (old_certificate, reason, key_exposure, reason_text, old_certificate_end, csr, agreement))
struct ContinuationBody {
  std::optional<CertificateId> old_certificate{};
  std::optional<std::string> reason_text{};
  std::optional<std::string> csr{};
  std::optional<AgreementBody> agreement{};
};
BOOST_DESCRIBE_STRUCT(ContinuationBody, (), (old_certificate, reason_text, csr, agreement))

struct AgreementAnswer {
  std::string version;
  std::string text;
  std::string text_sha256;
};
BOOST_DESCRIBE_STRUCT(AgreementAnswer, (), (version, text, text_sha256))

std::optional<ShownAgreement> shown(const std::optional<AgreementBody>& body) {
  if (!body) return {};
  return ShownAgreement{.version = body->version, .text_sha256 = body->text_sha256};
}

/// Files it and answers where it stands: the same for both kinds. If-Match with the contract's ETag, if sent, refuses a
/// form that was filled in from an older state of it (R23).
Result<Response> file(Counter& counter, const Request& request, const Actor& actor, Time now, SubmitReissue command) {
  const auto key = TRY(require_idempotency_key(request));
  command.contract = TRY(request.id<ContractId>("id"));
  if (request.header("If-Match")) command.version_seen = TRY(require_if_match(request));
  const auto id = TRY(file_reissue(counter.office, now, actor, command, key));
  const auto application =
      TRY(look(counter.office, now, actor, [&](Work& work) { return work.store.applications.get(id); }));
  auto response = Response::created("/api/v1/applications/" + id.value, write_json(standing_answer(application)));
  response.add("ETag", etag(application.version));
  return response;
}

Result<Response> post_reissue(Counter& counter, const Request& request, const Actor& actor, Time now) {
  auto body = TRY(read_json<ReissueBody>(request.body));
  return file(counter, request, actor, now,
              {.kind = ApplicationKind::reissue,
               .old_certificate = std::move(body.old_certificate).value_or(CertificateId{}),
               .reason = body.reason,
               .key_exposure = body.key_exposure,
               .reason_text = std::move(body.reason_text).value_or(""),
               .old_certificate_end = body.old_certificate_end,
               .csr = std::move(body.csr).value_or(""),
               .agreement = shown(body.agreement)});
}

Result<Response> post_continuation(Counter& counter, const Request& request, const Actor& actor, Time now) {
  auto body = TRY(read_json<ContinuationBody>(request.body));
  return file(counter, request, actor, now,
              {.kind = ApplicationKind::continuation,
               .old_certificate = std::move(body.old_certificate).value_or(CertificateId{}),
               .reason_text = std::move(body.reason_text).value_or(""),
               .csr = std::move(body.csr).value_or(""),
               .agreement = shown(body.agreement)});
}

Result<Response> get_agreement(Counter& counter, const Request& request, const Actor&, Time) {
  const auto& agreement = counter.office.policy.agreement;
  return json_answer(200,
                     AgreementAnswer{.version = agreement.version,
                                     .text = request.language == Language::ja ? agreement.text_ja : agreement.text_en,
                                     .text_sha256 = agreement.text_sha256});
}

void add_routes(Router& router, Counter& counter, Handler (*behind_login)(Counter&, PersonHandler)) {
  const auto person = [&](auto route) {
    return behind_login(counter, [&counter, route](const Request& request, const Actor& actor, Time now) {
      return route(counter, request, actor, now);
    });
  };
  router.add(Method::get, "/api/v1/agreement", person(get_agreement));
  router.add(Method::post, "/api/v1/contracts/{id}/reissues", person(post_reissue));
  router.add(Method::post, "/api/v1/contracts/{id}/continuations", person(post_continuation));
}

}  // namespace

void add_portal_reissue_routes(Router& router, Counter& counter) {
  add_routes(router, counter, as_portal);
}
void add_desk_reissue_routes(Router& router, Counter& counter) {
  add_routes(router, counter, as_desk);
}

}  // namespace madoguchi::http
