#include "http/revocation_routes.h"

#include "http/pasted_key.h"
#include "http/revocation_json.h"
#include "http/session.h"
#include "http/session_routes.h"
#include "usecase/attempt_limit.h"
#include "usecase/bring_forward.h"
#include "usecase/problem_report.h"
#include "usecase/prove_by_key.h"

namespace madoguchi::http {
namespace {

struct ChallengeBody {
  std::string serial;
};
BOOST_DESCRIBE_STRUCT(ChallengeBody, (), (serial))
struct ChallengeAnswer {
  std::string challenge;
  Time expires_at{};
};
BOOST_DESCRIBE_STRUCT(ChallengeAnswer, (), (challenge, expires_at))
/// Either challenge and signature, or the private key itself.
struct CompromiseBody {
  std::optional<std::string> challenge{};
  std::optional<Bytes> signature{};
  std::optional<std::string> private_key{};
};
BOOST_DESCRIBE_STRUCT(CompromiseBody, (), (challenge, signature, private_key))
struct ProofBody {
  std::string challenge;
  Bytes signature;
};
BOOST_DESCRIBE_STRUCT(ProofBody, (), (challenge, signature))
struct ForwardBody {
  std::optional<Time> wished_at{};
};
BOOST_DESCRIBE_STRUCT(ForwardBody, (), (wished_at))
struct ReportBody {
  std::vector<std::string> serials;
  std::string text;
  std::string reporter_mail;
};
BOOST_DESCRIBE_STRUCT(ReportBody, (), (serials, text, reporter_mail))
struct ReportAnswer {
  std::string number;
  Time answer_until{};
};
BOOST_DESCRIBE_STRUCT(ReportAnswer, (), (number, answer_until))

/// Of one place in an hour: the intake is open to all, not to a flood.
constexpr int kProofsMax = 30;
constexpr int kReportsReadMax = 30;
constexpr Seconds kHour{3600};

Actor stranger() {
  return Actor{.kind = ActorKind::subscriber};
}

/// Before anything of the body is looked at.
Result<void> count_place(Counter& counter, const Request& request, Time now, std::string_view kind, int max,
                         std::string_view refusal) {
  const auto client = client_of(request);
  const std::vector<Limit> limits{{.bucket = {.kind = kind, .client = client}, .max = max, .window = kHour}};
  return transact(counter.office, now, stranger(), [&](Work& work) -> Result<void> {
    TRY(require_within(work, refusal, limits));
    count_try(work, limits);
    return {};
  });
}

Result<Response> post_challenge(Counter& counter, const Request& request) {
  const auto body = TRY(read_json<ChallengeBody>(request.body));
  const auto now = counter.now();
  const auto made =
      TRY(look(counter.office, now, stranger(), [&](Work& work) { return make_key_challenge(work, body.serial); }));
  return json_answer(201, ChallengeAnswer{.challenge = made.text, .expires_at = made.expires_at});
}

Result<Response> post_compromise(Counter& counter, const Request& request) {
  const auto now = counter.now();
  TRY(count_place(counter, request, now, "key_proof/place", kProofsMax, "key_proof.too_many"));
  const auto body = TRY(read_json<CompromiseBody>(request.body));
  if (body.private_key) {
    TRY(prove_compromise_by_private_key(counter.office, now, stranger(), *body.private_key));
    return Response::no_content();
  }
  if (!body.challenge) return refuse_field("/challenge", "json.required");
  if (!body.signature) return refuse_field("/signature", "json.required");
  const KeyProof proof{.challenge = *body.challenge, .signature = *body.signature};
  TRY(transact(counter.office, now, stranger(), [&](Work& work) { return prove_compromise(work, proof); }));
  return Response::no_content();
}

Result<Response> post_key_proof(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto body = TRY(read_json<ProofBody>(request.body));
  const auto application = TRY(request.id<ApplicationId>("id"));
  const auto version = TRY(require_if_match(request));
  const ProveRequest command{.application = application,
                             .version = version,
                             .proof = {.challenge = body.challenge, .signature = body.signature}};
  return step_answer(
      TRY(transact(counter.office, now, actor, [&](Work& work) { return prove_request(work, command); })));
}

Result<Response> post_forward(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto body = TRY(read_json<ForwardBody>(request.body));
  const auto application = TRY(request.id<ApplicationId>("id"));
  const auto version = TRY(require_if_match(request));
  const BringForward command{.application = application, .version = version, .wished_at = body.wished_at};
  return step_answer(
      TRY(transact(counter.office, now, actor, [&](Work& work) { return bring_forward(work, command); })));
}

Result<Response> post_report(Counter& counter, const Request& request) {
  const auto now = counter.now();
  TRY(count_place(counter, request, now, "problem_report/read", kReportsReadMax, "problem_report.too_many"));
  TRY(refuse_private_keys_in(counter, request, stranger(), now));
  auto body = TRY(read_json<ReportBody>(request.body));
  const auto key = TRY(require_idempotency_key(request));
  const ProblemReport report{.serials = std::move(body.serials),
                             .text = std::move(body.text),
                             .reporter_mail = std::move(body.reporter_mail),
                             .language = request.language,
                             .client = client_of(request)};
  const auto taken = TRY(
      transact(counter.office, now, stranger(), [&](Work& work) { return file_problem_report(work, report, key); }));
  return json_answer(201, ReportAnswer{.number = taken.number, .answer_until = taken.deadline_at.value()});
}

}  // namespace

void add_portal_revocation_routes(Router& router, Counter& counter) {
  const auto person = [&counter](auto route) {
    return as_portal(counter, [&counter, route](const Request& request, const Actor& actor, Time now) {
      return route(counter, request, actor, now);
    });
  };
  const auto anybody = [&counter](auto route) {
    return [&counter, route](const Request& request) { return route(counter, request); };
  };
  router.add(Method::post, "/api/v1/contracts/{id}/revocations", person(post_revocation));
  router.add(Method::post, "/api/v1/contracts/{id}/emergency-revocations", person(post_emergency));
  router.add(Method::post, "/api/v1/applications/{id}/key-proof", person(post_key_proof));
  router.add(Method::post, "/api/v1/applications/{id}/bring-forward", person(post_forward));
  router.add(Method::post, "/api/v1/key-challenges", anybody(post_challenge));
  router.add(Method::post, "/api/v1/key-compromises", anybody(post_compromise));
  router.add(Method::post, "/api/v1/problem-reports", anybody(post_report));
}

}  // namespace madoguchi::http
