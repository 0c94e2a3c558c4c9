#pragma once
// Only for the .cpp files of revocation routes.
#include <boost/describe/class.hpp>

#include "domain/application.h"
#include "http/can_json.h"
#include "http/conditional.h"
#include "http/counter.h"
#include "http/json_map.h"
#include "usecase/emergency_revocation.h"
#include "usecase/submit_revocation.h"

namespace madoguchi::http {

/// 失効申請 as posted. What is missing of `scope` and `certificate` the use case names (R24: nothing is preselected).
struct RevocationBody {
  std::optional<RevocationScope> scope{};
  std::optional<CertificateId> certificate{};
  std::optional<RevocationReason> reason{};
  std::string reason_text;
  std::optional<Time> wished_at{};
  bool understood = false;
  std::string typed_dns_name;
};
BOOST_DESCRIBE_STRUCT(RevocationBody, (),
                      (scope, certificate, reason, reason_text, wished_at, understood, typed_dns_name))
struct EmergencyBody {
  CertificateId certificate;
  std::string reason_text;
  bool understood = false;
};
BOOST_DESCRIBE_STRUCT(EmergencyBody, (), (certificate, reason_text, understood))

/// Where an application stands after a step: all that the caller needs for the next one.
struct StandingAnswer {
  ApplicationId id;
  std::string number;
  ApplicationKind kind{};
  ApplicationState state{};
  Time filed_at{};
  std::optional<Time> deadline_at{};
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(StandingAnswer, (), (id, number, kind, state, filed_at, deadline_at, version))

inline StandingAnswer standing_answer(const Application& application) {
  return {.id = application.id,
          .number = application.number,
          .kind = application.kind,
          .state = application.state,
          .filed_at = application.filed_at,
          .deadline_at = application.deadline_at,
          .version = application.version};
}
inline Response step_answer(const Application& application) {
  auto response = json_answer(200, standing_answer(application));
  response.add("ETag", etag(application.version));
  return response;
}

/// Files something and answers 201 with where it stands: `file(Work&, key)` returns Result<ApplicationId>.
template <typename File>
Result<Response> filed(Counter& counter, const Request& request, const Actor& actor, Time now, File file) {
  const auto key = TRY(require_idempotency_key(request));
  const auto kept = transact(counter.office, now, actor, [&](Work& work) -> Result<Application> {
    return work.store.applications.get(TRY(file(work, key)));
  });
  if (!kept) return std::unexpected(kept.error());
  const auto& application = *kept;
  auto response =
      Response::created("/api/v1/applications/" + application.id.value, write_json(standing_answer(application)));
  response.add("ETag", etag(application.version));
  return response;
}

/// If-Match with the contract's ETag, if sent, refuses a form that was filled in from an older state of it (R23).
inline Result<Response> post_revocation(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto contract = TRY(request.id<ContractId>("id"));
  const auto body = TRY(read_json<RevocationBody>(request.body));
  SubmitRevocation command{.contract = contract,
                           .scope = body.scope,
                           .certificate = body.certificate,
                           .reason = body.reason,
                           .reason_text = body.reason_text,
                           .wished_at = body.wished_at,
                           .understood = body.understood,
                           .typed_dns_name = body.typed_dns_name};
  if (request.header("If-Match")) command.version_seen = TRY(require_if_match(request));
  return filed(counter, request, actor, now,
               [&](Work& work, const std::string& key) { return file_revocation(work, command, key); });
}

inline Result<Response> post_emergency(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto contract = TRY(request.id<ContractId>("id"));
  const auto body = TRY(read_json<EmergencyBody>(request.body));
  const SubmitEmergency command{.contract = contract,
                                .certificate = body.certificate,
                                .reason_text = body.reason_text,
                                .understood = body.understood};
  return filed(counter, request, actor, now,
               [&](Work& work, const std::string& key) { return file_emergency(work, command, key); });
}

}  // namespace madoguchi::http
