#include "http/review_routes.h"

#include "http/desk_route.h"
#include "http/revocation_json.h"
#include "usecase/accept_application.h"
#include "usecase/application_menu.h"
#include "usecase/approve_application.h"
#include "usecase/approve_contact_change.h"
#include "usecase/claim_task.h"
#include "usecase/decide_revocation.h"
#include "usecase/review_application.h"

namespace madoguchi::http {
namespace {

struct SendBackBody {
  std::string customer_text;
  std::optional<std::string> internal_note;
  std::optional<LegalCause> legal_cause;
  std::optional<Time> known_since;
};
BOOST_DESCRIBE_STRUCT(SendBackBody, (), (customer_text, internal_note, legal_cause, known_since))
struct RejectBody {
  std::string customer_text;
  std::string decision_reason;
  std::optional<std::string> internal_note;
};
BOOST_DESCRIBE_STRUCT(RejectBody, (), (customer_text, decision_reason, internal_note))
struct PassBody {
  std::optional<LegalCause> legal_cause;
  std::optional<Time> known_since;
  std::optional<std::string> internal_note;
};
BOOST_DESCRIBE_STRUCT(PassBody, (), (legal_cause, known_since, internal_note))
struct ReturnBody {
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(ReturnBody, (), (note))
struct ApproveBody {
  std::string content_digest;
  std::optional<bool> conflicts_acknowledged;
};
BOOST_DESCRIBE_STRUCT(ApproveBody, (), (content_digest, conflicts_acknowledged))
struct VerifyBody {
  VerifiedNumberId number;
  std::string person;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(VerifyBody, (), (number, person, note))
struct VerifiedAnswer {
  EvidenceId id;
};
BOOST_DESCRIBE_STRUCT(VerifiedAnswer, (), (id))

/// R101: whoever takes a step has its task in hand, so that two officers do not work on one application unawares.
Result<void> take_in_hand(Work& work, const ApplicationId& id) {
  TRY(claim_for(work, id, TaskKind::review));
  TRY(claim_for(work, id, TaskKind::issue_halted));
  return claim_for(work, id, TaskKind::approve);
}

/// "return" is of a review, or of the first officer's decision about a revocation.
ApplicationAction action_on(const Application& application, ApplicationAction action) {
  if (action != ApplicationAction::return_to_review || is_issuing(application.kind)) return action;
  return ApplicationAction::return_proposal;
}

/// A step of the review: `step(Work&)` returns the application after it. What the officer saw is asked first: who sends
/// a step twice is told that it was taken, not that the next one is somebody else's. Then what the menu says of it.
template <typename Step>
Result<Response> take(Counter& counter, const Actor& actor, Time now, const ApplicationId& id, std::int64_t version,
                      ApplicationAction action, Step step) {
  const auto taken = transact(counter.office, now, actor, [&](Work& work) -> Result<Application> {
    const auto application = TRY(visible_application(work, id));
    TRY(require_version(application, version));
    TRY(may_take(work, application, action_on(application, action)));
    TRY(take_in_hand(work, id));
    return step(work);
  });
  if (!taken) return std::unexpected(taken.error());
  return step_answer(*taken);
}

Result<Response> post_start(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto id = TRY(request.id<ApplicationId>("id"));
  const auto version = TRY(require_if_match(request));
  const StartReview command{.id = id, .version = version};
  return take(counter, actor, now, command.id, version, ApplicationAction::start_review,
              [&](Work& work) { return start_review(work, command); });
}

Result<Response> post_send_back(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto body = TRY(read_json<SendBackBody>(request.body));
  const auto id = TRY(request.id<ApplicationId>("id"));
  const auto version = TRY(require_if_match(request));
  const SendBack command{.id = id,
                         .version = version,
                         .customer_text = body.customer_text,
                         .internal_note = body.internal_note.value_or(""),
                         .legal_cause = body.legal_cause,
                         .known_since = body.known_since};
  return take(counter, actor, now, command.id, version, ApplicationAction::send_back,
              [&](Work& work) { return send_back(work, command); });
}

Result<Response> post_reject(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto body = TRY(read_json<RejectBody>(request.body));
  const auto id = TRY(request.id<ApplicationId>("id"));
  const auto version = TRY(require_if_match(request));
  const RejectApplication command{.id = id,
                                  .version = version,
                                  .customer_text = body.customer_text,
                                  .decision_reason = body.decision_reason,
                                  .internal_note = body.internal_note.value_or("")};
  return take(counter, actor, now, command.id, version, ApplicationAction::reject,
              [&](Work& work) { return reject_application(work, command); });
}

Result<Response> post_pass(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto body = TRY(read_json<PassBody>(request.body));
  const auto id = TRY(request.id<ApplicationId>("id"));
  const auto version = TRY(require_if_match(request));
  const PassReview command{.id = id,
                           .version = version,
                           .legal_cause = body.legal_cause,
                           .known_since = body.known_since,
                           .internal_note = body.internal_note.value_or("")};
  return take(counter, actor, now, command.id, version, ApplicationAction::pass_review,
              [&](Work& work) { return pass_review(work, command); });
}

/// The second person is not content, with a review or with the first one's decision about a revocation.
Result<Response> post_return(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto body = TRY(read_json<ReturnBody>(request.body));
  const auto id = TRY(request.id<ApplicationId>("id"));
  const auto version = TRY(require_if_match(request));
  const auto note = body.note.value_or("");
  return take(counter, actor, now, id, version, ApplicationAction::return_to_review,
              [&](Work& work) -> Result<Application> {
                const auto application = TRY(visible_application(work, id));
                if (is_issuing(application.kind)) {
                  return return_to_review(work, ReturnToReview{.id = id, .version = version, .internal_note = note});
                }
                return return_decision(work, AnswerProposal{.application = id, .version = version, .note = note});
              });
}

/// 承認 of what the officer saw, named by its digest (R102).
Result<Response> post_approve(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto body = TRY(read_json<ApproveBody>(request.body));
  const auto id = TRY(request.id<ApplicationId>("id"));
  const auto version = TRY(require_if_match(request));
  return take(counter, actor, now, id, version, ApplicationAction::approve, [&](Work& work) -> Result<Application> {
    const auto application = TRY(visible_application(work, id));
    if (application.kind == ApplicationKind::contact_change) {
      const ApproveContactChange command{.id = id,
                                         .version = version,
                                         .content_digest = body.content_digest,
                                         .conflicts_acknowledged = body.conflicts_acknowledged.value_or(false)};
      return approve_contact_change(work, command);
    }
    if (!is_issuing(application.kind)) return refuse(ErrorCode::wrong_state, "application.wrong_state");
    if (body.conflicts_acknowledged) return refuse_field("/conflicts_acknowledged", "json.unknown_member");
    const ApproveApplication command{.id = id, .version = version, .content_digest = body.content_digest};
    return approve_application(work, command);
  });
}

Result<Response> post_verification(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto body = TRY(read_json<VerifyBody>(request.body));
  const auto key = TRY(require_idempotency_key(request));
  const auto id = TRY(request.id<ApplicationId>("id"));
  const auto version = TRY(require_if_match(request));
  const VerifyContactChange command{
      .id = id, .version = version, .number = body.number, .person = body.person, .note = body.note.value_or("")};
  const auto digest = digest_of("verification " + command.id.value + " " + request.body);
  const auto evidence = TRY(transact(counter.office, now, actor, [&](Work& work) {
    return once<EvidenceId>(work, key, digest, [&] { return verify_contact_change(work, command); });
  }));
  return Response::created("/api/v1/applications/" + command.id.value, write_json(VerifiedAnswer{.id = evidence}));
}

}  // namespace

void add_desk_review_routes(Router& router, Counter& counter) {
  router.add(Method::post, "/api/v1/applications/{id}/start-review", desk_route(counter, post_start));
  router.add(Method::post, "/api/v1/applications/{id}/send-back", desk_route(counter, post_send_back));
  router.add(Method::post, "/api/v1/applications/{id}/reject", desk_route(counter, post_reject));
  router.add(Method::post, "/api/v1/applications/{id}/verification", desk_route(counter, post_verification));
  router.add(Method::post, "/api/v1/applications/{id}/pass-review", desk_route(counter, post_pass));
  router.add(Method::post, "/api/v1/applications/{id}/return", desk_route(counter, post_return));
  router.add(Method::post, "/api/v1/applications/{id}/approve", desk_route(counter, post_approve));
}

}  // namespace madoguchi::http
