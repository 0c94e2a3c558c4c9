#include "http/enquiry_routes.h"

#include <boost/describe/class.hpp>

#include "http/can_json.h"
#include "http/conditional.h"
#include "http/json_map.h"
#include "http/query.h"
#include "http/session.h"
#include "usecase/decide_report.h"
#include "usecase/enquiry.h"

namespace madoguchi::http {
namespace {

struct OpenBody {
  EnquiryKind kind{};
  std::optional<ContractId> contract{};
  std::optional<JstDay> registered_on{};
  std::optional<bool> understood{};
  std::string text;
};
BOOST_DESCRIBE_STRUCT(OpenBody, (), (kind, contract, registered_on, understood, text))
struct AnswerBody {
  std::string text;
  std::optional<bool> close{};
};
BOOST_DESCRIBE_STRUCT(AnswerBody, (), (text, close))
struct FindingBody {
  std::string finding;
};
BOOST_DESCRIBE_STRUCT(FindingBody, (), (finding))

struct ContractOfEnquiry {
  ContractId id;
  std::string number;
};
BOOST_DESCRIBE_STRUCT(ContractOfEnquiry, (), (id, number))
struct EnquiryLine {
  EnquiryId id;
  std::string number;
  EnquiryKind kind{};
  std::string state;  ///< open | answered | closed
  std::optional<ContractOfEnquiry> contract{};
  std::optional<JstDay> registered_on{};
  std::string text;
  std::optional<std::string> answer{};
  Time opened_at{};
  std::optional<Time> closed_at{};
  std::optional<Time> deadline_at{};  ///< the desk only, as the rest
  std::optional<std::string> account_name{};
  std::optional<std::string> reporter_mail{};
  std::optional<ReportDecision> decision{};
  std::optional<std::string> no_cause{};
  std::optional<std::string> no_cause_by{};
  std::vector<CanLine> can{};  ///< the desk only: what a customer sent is no longer its own to change
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(EnquiryLine, (),
                      (id, number, kind, state, contract, registered_on, text, answer, opened_at, closed_at,
                       deadline_at, account_name, reporter_mail, decision, no_cause, no_cause_by, can, version))
struct EnquiriesAnswer {
  std::vector<EnquiryLine> enquiries;
  std::optional<std::string> next{};
  std::vector<CanLine> can{};
};
BOOST_DESCRIBE_STRUCT(EnquiriesAnswer, (), (enquiries, next, can))
struct OpenedAnswer {
  EnquiryId id;
  std::string number;
};
BOOST_DESCRIBE_STRUCT(OpenedAnswer, (), (id, number))
/// What the form asks for, and what it says before it is sent (R33).
struct KindLine {
  EnquiryKind kind{};
  bool needs_contract = false;
  bool needs_registered_on = false;
  std::string notice;
};
BOOST_DESCRIBE_STRUCT(KindLine, (), (kind, needs_contract, needs_registered_on, notice))
struct KindsAnswer {
  std::vector<KindLine> kinds;
};
BOOST_DESCRIBE_STRUCT(KindsAnswer, (), (kinds))

EnquiryLine line_of(const EnquiryView& view, ActorKind for_whom, const Request& request, const Catalogue& catalogue) {
  const auto& enquiry = view.enquiry;
  EnquiryLine line{.id = enquiry.id,
                   .number = enquiry.number,
                   .kind = enquiry.kind,
                   .state = enquiry.closed_at ? "closed"
                            : enquiry.answer  ? "answered"
                                              : "open",
                   .registered_on = enquiry.registered_on,
                   .text = enquiry.text,
                   .answer = enquiry.answer,
                   .opened_at = enquiry.opened_at,
                   .closed_at = enquiry.closed_at,
                   .version = enquiry.version};
  if (enquiry.contract) line.contract = ContractOfEnquiry{*enquiry.contract, view.contract_number.value_or("")};
  if (for_whom != ActorKind::officer) return line;
  line.deadline_at = enquiry.deadline_at;
  line.account_name = view.account_name;
  line.reporter_mail = enquiry.reporter_mail;
  line.decision = enquiry.decision;
  line.no_cause = enquiry.no_cause;
  line.no_cause_by = view.no_cause_by;
  line.can = can_lines(view.can, request.language, catalogue);
  return line;
}

Result<Response> open(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto key = TRY(require_idempotency_key(request));
  auto body = TRY(read_json<OpenBody>(request.body));
  const OpenEnquiry command{.kind = body.kind,
                            .contract = std::move(body.contract),
                            .registered_on = body.registered_on,
                            .understood = body.understood.value_or(false),
                            .text = std::move(body.text)};
  const auto digest = digest_of("enquiry\n" + request.body);
  const auto kept = transact(counter.office, now, actor, [&](Work& work) -> Result<Enquiry> {
    const auto id = TRY(once<EnquiryId>(work, key, digest, [&] { return open_enquiry(work, command); }));
    return work.store.enquiries.get(id);
  });
  const auto enquiry = TRY(kept);
  auto response = Response::created("/api/v1/enquiries/" + enquiry.id.value,
                                    write_json(OpenedAnswer{.id = enquiry.id, .number = enquiry.number}));
  response.add("ETag", etag(enquiry.version));
  return response;
}

Result<Response> kinds(Counter& counter, const Request& request, const Actor&, Time) {
  KindsAnswer answer;
  answer.kinds.reserve(Names<EnquiryKind>::values.size());
  for (const auto& [kind, name] : Names<EnquiryKind>::values) {
    if (kind == EnquiryKind::problem_report) continue;
    const auto key = "enquiry.notice_" + std::string(name);
    answer.kinds.push_back({.kind = kind,
                            .needs_contract = kind != EnquiryKind::general,
                            .needs_registered_on = kind == EnquiryKind::corporate_name,
                            .notice = counter.office.catalogue.sentence(request.language, key)});
  }
  return json_answer(200, answer);
}

Result<Response> list(Counter& counter, const Request& request, const Actor& actor, Time now) {
  TRY(allow_query(request, {"open", "kind", "cursor", "limit"}));
  const auto kind = TRY(query_choice<EnquiryKind>(request, "kind"));
  const auto limit = TRY(query_count(request, "limit", ListEnquiries{}.limit, kEnquiryRowsMax));
  ListEnquiries command{.kind = kind, .cursor = request.query_value("cursor").value_or(""), .limit = limit};
  if (request.query_value("open")) command.open = TRY(query_flag(request, "open"));
  const auto page = TRY(view(counter.office, now, actor, [&](Work& work) { return list_enquiries(work, command); }));
  EnquiriesAnswer answer{.enquiries = {}, .next = page.next};
  answer.can = can_lines(page.can, request.language, counter.office.catalogue);
  answer.enquiries.reserve(page.enquiries.size());
  for (const auto& view : page.enquiries) {
    answer.enquiries.push_back(line_of(view, actor.kind, request, counter.office.catalogue));
  }
  return json_answer(200, answer);
}

Result<Response> show(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto id = TRY(request.id<EnquiryId>("id"));
  const auto shown = TRY(view(counter.office, now, actor, [&](Work& work) { return show_enquiry(work, id); }));
  auto response = json_answer(200, line_of(shown, actor.kind, request, counter.office.catalogue));
  response.add("ETag", etag(shown.enquiry.version));
  return response;
}

/// What a step leaves, as the next GET would show it.
template <typename Step>
Result<Response> after_step(Counter& counter, const Request& request, const Actor& actor, Time now, Step step) {
  const auto view = transact(counter.office, now, actor, [&](Work& work) -> Result<EnquiryView> {
    const auto enquiry = TRY(step(work));
    return show_enquiry(work, enquiry.id);
  });
  if (!view) return std::unexpected(view.error());
  auto response = json_answer(200, line_of(*view, actor.kind, request, counter.office.catalogue));
  response.add("ETag", etag(view->enquiry.version));
  return response;
}

Result<Response> answer(Counter& counter, const Request& request, const Actor& actor, Time now) {
  auto body = TRY(read_json<AnswerBody>(request.body));
  const auto id = TRY(request.id<EnquiryId>("id"));
  const auto version = TRY(require_if_match(request));
  const AnswerEnquiry command{
      .id = id, .version = version, .text = std::move(body.text), .close = body.close.value_or(true)};
  return after_step(counter, request, actor, now, [&](Work& work) { return answer_enquiry(work, command); });
}

Result<Response> close(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto id = TRY(request.id<EnquiryId>("id"));
  const auto version = TRY(require_if_match(request));
  const CloseEnquiry command{.id = id, .version = version};
  return after_step(counter, request, actor, now, [&](Work& work) { return close_enquiry(work, command); });
}

Result<Response> propose(Counter& counter, const Request& request, const Actor& actor, Time now) {
  auto body = TRY(read_json<FindingBody>(request.body));
  const auto id = TRY(request.id<EnquiryId>("id"));
  const auto version = TRY(require_if_match(request));
  const ProposeNoCause command{.enquiry = id, .version = version, .finding = std::move(body.finding)};
  return after_step(counter, request, actor, now, [&](Work& work) { return propose_no_cause(work, command); });
}

/// agree, return
template <Result<Enquiry> (*Answer)(Work&, const AnswerNoCause&)>
Result<Response> answer_proposal(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto id = TRY(request.id<EnquiryId>("id"));
  const auto version = TRY(require_if_match(request));
  const AnswerNoCause command{.enquiry = id, .version = version};
  return after_step(counter, request, actor, now, [&](Work& work) { return Answer(work, command); });
}

}  // namespace

void add_portal_enquiry_routes(Router& router, Counter& counter) {
  const auto person = [&counter](auto route) {
    return as_portal(counter, [&counter, route](const Request& request, const Actor& actor, Time now) {
      return route(counter, request, actor, now);
    });
  };
  router.add(Method::get, "/api/v1/enquiries", person(list));
  router.add(Method::post, "/api/v1/enquiries", person(open));
  router.add(Method::get, "/api/v1/enquiries/{id}", person(show));
  router.add(Method::get, "/api/v1/enquiry-kinds", person(kinds));
}

void add_desk_enquiry_routes(Router& router, Counter& counter) {
  const auto officer = [&counter](auto route) {
    return as_desk(counter, [&counter, route](const Request& request, const Actor& actor, Time now) {
      return route(counter, request, actor, now);
    });
  };
  router.add(Method::get, "/api/v1/enquiries", officer(list));
  router.add(Method::get, "/api/v1/enquiries/{id}", officer(show));
  router.add(Method::post, "/api/v1/enquiries/{id}/answer", officer(answer));
  router.add(Method::post, "/api/v1/enquiries/{id}/close", officer(close));
  router.add(Method::post, "/api/v1/enquiries/{id}/propose-no-cause", officer(propose));
  router.add(Method::post, "/api/v1/enquiries/{id}/agree-no-cause", officer(answer_proposal<agree_no_cause>));
  router.add(Method::post, "/api/v1/enquiries/{id}/return-no-cause", officer(answer_proposal<return_no_cause>));
}

}  // namespace madoguchi::http
