#include "http/polled_view.h"
#include "http/revocation_json.h"
#include "http/revocation_routes.h"
#include "http/shown_phone.h"
#include "usecase/call_sheet.h"
#include "usecase/decide_revocation.h"
#include "usecase/problem_report.h"
#include "usecase/record_call.h"
#include "usecase/staff_revocation.h"

namespace madoguchi::http {
namespace {

struct SheetCertificate {
  CertificateId id;
  std::string common_name;
  std::string serial_begins;  ///< without the six digits that the customer reads out (R81)
  Time not_after{};
  bool live = false;
};
BOOST_DESCRIBE_STRUCT(SheetCertificate, (), (id, common_name, serial_begins, not_after, live))
struct SheetNumber {
  VerifiedNumberId id;
  NumberSubject subject{};
  std::string phone;
  std::string source;
  Time on_file_since{};
  std::int64_t age_days = 0;
  RevocationBasis basis{};
  bool in_turn = true;
  std::optional<std::string> not_yet{};
};
BOOST_DESCRIBE_STRUCT(SheetNumber, (), (id, subject, phone, source, on_file_since, age_days, basis, in_turn, not_yet))
struct SheetCall {
  VerifiedNumberId number;
  std::string phone;
  OfficerId officer;
  Time at{};
  CallOutcome outcome{};
  bool incoming = false;
  std::string person;
  std::string note;
  std::optional<Time> next_try_at{};
};
BOOST_DESCRIBE_STRUCT(SheetCall, (), (number, phone, officer, at, outcome, incoming, person, note, next_try_at))
struct SheetAnswer {
  StandingAnswer application;
  RevocationScope scope{};
  RevocationReason reason{};
  std::string reason_text;
  std::optional<Time> wished_at{};
  Time received_at{};
  std::optional<RevocationBasis> basis{};
  bool held = false;
  std::int64_t seconds_left = 0;
  Time next_try_at{};
  std::vector<SheetCertificate> certificates;
  std::vector<SheetNumber> numbers;
  std::vector<SheetCall> attempts;
  std::vector<CallOutcome> incoming_outcomes;
  std::vector<std::string> script_ja;
  std::vector<std::string> script_en;
  std::vector<CanLine> can;
};
BOOST_DESCRIBE_STRUCT(SheetAnswer, (),
                      (application, scope, reason, reason_text, wished_at, received_at, basis, held, seconds_left,
                       next_try_at, certificates, numbers, attempts, incoming_outcomes, script_ja, script_en, can))

SheetNumber number_line(const CallableNumber& one, Time now, Language language, const Catalogue& catalogue) {
  SheetNumber line{.id = one.number.id,
                   .subject = one.number.subject,
                   .phone = shown_phone(one.number.phone),
                   .source = one.number.source,
                   .on_file_since = one.number.valid_from,
                   .age_days = (now - one.number.valid_from) / std::chrono::days(1),
                   .basis = one.basis,
                   .in_turn = one.in_turn};
  if (!one.in_turn) line.not_yet = catalogue.sentence(language, one.not_yet);
  return line;
}

SheetAnswer sheet_answer(const CallSheet& sheet, Time now, Language language, const Catalogue& catalogue) {
  const auto& request = sheet.matter.request;
  SheetAnswer answer{.application = standing_answer(sheet.matter.application),
                     .scope = request.scope,
                     .reason = request.reason,
                     .reason_text = request.reason_text,
                     .wished_at = request.wished_at,
                     .received_at = request.received_at,
                     .basis = request.basis,
                     .held = sheet.held,
                     .seconds_left = sheet.left.count(),
                     .next_try_at = sheet.next_try_at,
                     .can = can_lines(sheet.can, language, catalogue)};
  for (const auto& one : sheet.certificates) {
    answer.certificates.push_back({.id = one.id,
                                   .common_name = one.common_name,
                                   .serial_begins = one.serial.substr(0, one.serial.size() - 6),
                                   .not_after = one.not_after,
                                   .live = is_live(one, now)});
  }
  for (const auto& one : sheet.numbers) answer.numbers.push_back(number_line(one, now, language, catalogue));
  for (const auto& one : sheet.attempts) {
    answer.attempts.push_back({.number = one.number,
                               .phone = shown_phone(one.phone),
                               .officer = one.officer,
                               .at = one.at,
                               .outcome = one.outcome,
                               .incoming = one.incoming,
                               .person = one.person,
                               .note = one.note,
                               .next_try_at = one.next_try_at});
  }
  for (const auto& [outcome, name] : Names<CallOutcome>::values) {
    if (may_end_incoming(outcome)) answer.incoming_outcomes.push_back(outcome);
  }
  for (const auto& line : sheet.script) {
    answer.script_ja.push_back(catalogue.sentence(Language::ja, line.key, line.params));
    answer.script_en.push_back(catalogue.sentence(Language::en, line.key, line.params));
  }
  return answer;
}

struct CallBody {
  VerifiedNumberId number;
  CallOutcome outcome{};
  std::optional<bool> incoming{};
  std::optional<std::string> person{};
  std::optional<std::string> serial_read_back{};
  std::optional<std::string> note{};
  std::optional<Time> next_try_at{};
};
BOOST_DESCRIBE_STRUCT(CallBody, (), (number, outcome, incoming, person, serial_read_back, note, next_try_at))
struct SubstituteBody {
  std::string source;
  std::optional<std::string> note{};
};
BOOST_DESCRIBE_STRUCT(SubstituteBody, (), (source, note))
struct ProposalBody {
  RevocationDecision decision{};
  std::string reason;
  std::optional<std::string> customer_text{};
  std::optional<LegalCause> legal_cause{};
  std::optional<std::string> evidence{};
};
BOOST_DESCRIBE_STRUCT(ProposalBody, (), (decision, reason, customer_text, legal_cause, evidence))
struct NoteBody {
  std::optional<std::string> note{};
};
BOOST_DESCRIBE_STRUCT(NoteBody, (), (note))
struct StaffBody {
  RevocationReason reason{};
  LegalCause legal_cause{};
  std::optional<Time> known_since{};
  std::string reason_text;
  std::optional<EnquiryId> problem_report{};
};
BOOST_DESCRIBE_STRUCT(StaffBody, (), (reason, legal_cause, known_since, reason_text, problem_report))
struct PreliminaryBody {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(PreliminaryBody, (), (text))

Result<Response> get_sheet(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto id = TRY(request.id<ApplicationId>("id"));
  const auto sheet = TRY(view_or_poll(
      counter, request, actor, now, [&](Work& work) { return looked_lately(work, "call_sheet.viewed", id.value); },
      [&](Work& work, Look look) { return call_sheet(work, id, look); }));
  auto response = json_answer(200, sheet_answer(sheet, now, request.language, counter.office.catalogue));
  response.add("ETag", etag(sheet.matter.application.version));
  return response;
}

Result<Response> post_call(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto body = TRY(read_json<CallBody>(request.body));
  const auto application = TRY(request.id<ApplicationId>("id"));
  const auto version = TRY(require_if_match(request));
  const RecordCall command{.application = application,
                           .version = version,
                           .number = body.number,
                           .outcome = body.outcome,
                           .incoming = body.incoming.value_or(false),
                           .person = body.person.value_or(""),
                           .serial_read_back = body.serial_read_back.value_or(""),
                           .note = body.note.value_or(""),
                           .next_try_at = body.next_try_at};
  return step_answer(TRY(transact(counter.office, now, actor, [&](Work& work) { return record_call(work, command); })));
}

Result<Response> post_substitute(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto body = TRY(read_json<SubstituteBody>(request.body));
  const auto application = TRY(request.id<ApplicationId>("id"));
  const auto version = TRY(require_if_match(request));
  const RecordDomainProof command{
      .application = application, .version = version, .source = body.source, .note = body.note.value_or("")};
  return step_answer(
      TRY(transact(counter.office, now, actor, [&](Work& work) { return record_domain_proof(work, command); })));
}

Result<Response> post_proposal(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto body = TRY(read_json<ProposalBody>(request.body));
  const auto application = TRY(request.id<ApplicationId>("id"));
  const auto version = TRY(require_if_match(request));
  const ProposeDecision command{.application = application,
                                .version = version,
                                .decision = body.decision,
                                .reason = body.reason,
                                .customer_text = body.customer_text.value_or(""),
                                .legal_cause = body.legal_cause,
                                .evidence = body.evidence.value_or("")};
  return step_answer(
      TRY(transact(counter.office, now, actor, [&](Work& work) { return propose_decision(work, command); })));
}

/// agree, look-over: a version and perhaps a note.
template <Result<Application> (*Answer)(Work&, const AnswerProposal&)>
Result<Response> post_answer(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto body = TRY(read_json<NoteBody>(request.body));
  const auto application = TRY(request.id<ApplicationId>("id"));
  const auto version = TRY(require_if_match(request));
  const AnswerProposal command{.application = application, .version = version, .note = body.note.value_or("")};
  return step_answer(TRY(transact(counter.office, now, actor, [&](Work& work) { return Answer(work, command); })));
}

Result<Response> post_staff_revocation(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto certificate = TRY(request.id<CertificateId>("id"));
  const auto body = TRY(read_json<StaffBody>(request.body));
  const StaffRevocation command{.certificate = certificate,
                                .reason = body.reason,
                                .legal_cause = body.legal_cause,
                                .known_since = body.known_since,
                                .reason_text = body.reason_text,
                                .problem_report = body.problem_report};
  return filed(counter, request, actor, now,
               [&](Work& work, const std::string& key) { return file_staff_revocation(work, command, key); });
}

Result<Response> post_preliminary(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto body = TRY(read_json<PreliminaryBody>(request.body));
  const auto enquiry = TRY(request.id<EnquiryId>("id"));
  const auto version = TRY(require_if_match(request));
  const PreliminaryReport command{.enquiry = enquiry, .version = version, .text = body.text};
  TRY(transact(counter.office, now, actor, [&](Work& work) { return send_preliminary_report(work, command); }));
  return Response::no_content();
}

}  // namespace

void add_desk_revocation_routes(Router& router, Counter& counter) {
  const auto officer = [&counter](auto route) {
    return as_desk(counter, [&counter, route](const Request& request, const Actor& actor, Time now) {
      return route(counter, request, actor, now);
    });
  };
  router.add(Method::get, "/api/v1/applications/{id}/call-sheet", officer(get_sheet));
  router.add(Method::post, "/api/v1/applications/{id}/calls", officer(post_call));
  router.add(Method::post, "/api/v1/applications/{id}/substitutes", officer(post_substitute));
  router.add(Method::post, "/api/v1/applications/{id}/propose", officer(post_proposal));
  router.add(Method::post, "/api/v1/applications/{id}/agree", officer(post_answer<agree_decision>));
  router.add(Method::post, "/api/v1/applications/{id}/look-over", officer(post_answer<look_over_revocation>));
  router.add(Method::post, "/api/v1/contracts/{id}/revocations", officer(post_revocation));
  router.add(Method::post, "/api/v1/contracts/{id}/emergency-revocations", officer(post_emergency));
  router.add(Method::post, "/api/v1/certificates/{id}/revocations", officer(post_staff_revocation));
  router.add(Method::post, "/api/v1/enquiries/{id}/preliminary-report", officer(post_preliminary));
}

}  // namespace madoguchi::http
