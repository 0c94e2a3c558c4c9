#include "http/reissue_routes.h"

#include "http/contract_json.h"
#include "http/reissue_json.h"
#include "http/revocation_json.h"
#include "http/session.h"
#include "usecase/inspect_csr.h"
#include "usecase/submit_reissue.h"

namespace madoguchi::http {
namespace {

struct AgreementAnswer {
  std::string version;
  std::string text;
  std::string text_sha256;
};
BOOST_DESCRIBE_STRUCT(AgreementAnswer, (), (version, text, text_sha256))

struct InspectionBody {
  std::string csr;
  std::optional<CertificateId> old_certificate{};
  std::optional<OldCertificateEnd> old_certificate_end{};
  std::optional<ApplicationId> application{};
};
BOOST_DESCRIBE_STRUCT(InspectionBody, (), (csr, old_certificate, old_certificate_end, application))
struct NameLine {
  std::string what;
  std::string in_csr;
  std::string in_contract;
  pki::MatchVerdict verdict{};
};
BOOST_DESCRIBE_STRUCT(NameLine, (), (what, in_csr, in_contract, verdict))
struct FaultLine {
  std::string code;
  std::string message;
  std::string command;
};
BOOST_DESCRIBE_STRUCT(FaultLine, (), (code, message, command))
struct InspectionAnswer {
  bool acceptable = false;
  CsrLine csr;
  std::vector<NameLine> names;
  std::vector<FaultLine> faults;
  std::vector<WarningLine> warnings;
  std::optional<Time> not_after{};
  std::optional<Time> old_certificate_ends_at{};
};
BOOST_DESCRIBE_STRUCT(InspectionAnswer, (),
                      (acceptable, csr, names, faults, warnings, not_after, old_certificate_ends_at))

InspectionAnswer inspection_answer(const CsrInspection& found, Language language, const Catalogue& catalogue) {
  InspectionAnswer answer{.acceptable = found.faults.empty(),
                          .csr = csr_line(found.csr),
                          .not_after = found.not_after,
                          .old_certificate_ends_at = found.old_certificate_ends_at};
  answer.names.reserve(found.names.size());
  for (const auto& line : found.names) {
    answer.names.push_back(
        {.what = line.what, .in_csr = line.in_csr, .in_contract = line.in_contract, .verdict = line.verdict});
  }
  const auto say = [&](const std::string& key, const SentenceParams& params) {
    return catalogue.sentence(language, key, params);
  };
  answer.faults.reserve(found.faults.size());
  for (const auto& fault : found.faults) {
    answer.faults.push_back(
        {.code = fault.key, .message = say(fault.key, found.params), .command = say(fault.mend, found.params)});
  }
  answer.warnings.reserve(found.warnings.size());
  for (const auto& warning : found.warnings) {
    answer.warnings.push_back({.code = warning.key, .message = say(warning.key, warning.params)});
  }
  return answer;
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
  return file(counter, request, actor, now, reissue_form(TRY(read_json<ReissueBody>(request.body))));
}

Result<Response> post_continuation(Counter& counter, const Request& request, const Actor& actor, Time now) {
  return file(counter, request, actor, now, continuation_form(TRY(read_json<ContinuationBody>(request.body))));
}

Result<Response> post_inspection(Counter& counter, const Request& request, const Actor& actor, Time now) {
  auto body = TRY(read_json<InspectionBody>(request.body));
  const auto contract = TRY(request.id<ContractId>("id"));
  const InspectCsr command{.contract = contract,
                           .csr = std::move(body.csr),
                           .old_certificate = std::move(body.old_certificate),
                           .old_certificate_end = body.old_certificate_end,
                           .application = std::move(body.application)};
  const auto found = TRY(inspect_csr(counter.office, now, actor, command));
  return json_answer(200, inspection_answer(found, request.language, counter.office.catalogue));
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
  router.add(Method::post, "/api/v1/contracts/{id}/csr-inspections", person(post_inspection));
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
