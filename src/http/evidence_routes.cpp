#include "http/evidence_routes.h"

#include "http/can_json.h"
#include "http/conditional.h"
#include "http/desk_route.h"
#include "http/json_map.h"
#include "usecase/checklist.h"
#include "usecase/list_evidence.h"

namespace madoguchi::http {
namespace {

struct EvidenceBody {
  std::string kind;
  std::string source;
  std::optional<std::string> note;
  std::optional<ApplicationId> application;
  std::optional<Time> collected_at;
  std::optional<std::string> document_sha256;
};
BOOST_DESCRIBE_STRUCT(EvidenceBody, (), (kind, source, note, application, collected_at, document_sha256))
struct CollectorLine {
  OfficerId id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(CollectorLine, (), (id, name))
struct EvidenceLine {
  EvidenceId id;
  std::string kind;
  std::string source;
  std::string note;
  std::optional<ApplicationId> application;
  std::optional<std::string> document_sha256;
  CollectorLine collected_by;
  Time collected_at{};
  Time valid_until{};
  std::int64_t age_days = 0;
  bool good = false;
  bool expires_before_issue = false;
};
BOOST_DESCRIBE_STRUCT(EvidenceLine, (),
                      (id, kind, source, note, application, document_sha256, collected_by, collected_at, valid_until,
                       age_days, good, expires_before_issue))
struct EvidenceAnswer {
  Time expected_issue_at{};
  std::vector<EvidenceLine> evidence;
  std::vector<CanLine> can;
};
BOOST_DESCRIBE_STRUCT(EvidenceAnswer, (), (expected_issue_at, evidence, can))
struct EvidenceIdAnswer {
  EvidenceId id;
};
BOOST_DESCRIBE_STRUCT(EvidenceIdAnswer, (), (id))

struct TickBody {
  std::string item;
  std::optional<EvidenceId> evidence;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(TickBody, (), (item, evidence, note))
struct UntickBody {
  std::string item;
};
BOOST_DESCRIBE_STRUCT(UntickBody, (), (item))
struct TickLine {
  CollectorLine by;
  Time at{};
  std::optional<EvidenceId> evidence;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(TickLine, (), (by, at, evidence, note))
struct ItemLine {
  std::string item;
  std::string text;
  std::optional<std::string> evidence_kind;
  std::optional<TickLine> tick;
  std::optional<EvidenceLine> evidence;
};
BOOST_DESCRIBE_STRUCT(ItemLine, (), (item, text, evidence_kind, tick, evidence))
struct ChecklistAnswer {
  bool complete = false;
  Time expected_issue_at{};
  std::vector<ItemLine> items;
  std::vector<CanLine> can;
};
BOOST_DESCRIBE_STRUCT(ChecklistAnswer, (), (complete, expected_issue_at, items, can))

EvidenceLine line_of(const EvidenceView& view) {
  const auto& e = view.evidence;
  return {.id = e.id,
          .kind = e.kind,
          .source = e.source,
          .note = e.note,
          .application = e.application,
          .document_sha256 = e.document_sha256,
          .collected_by = {.id = e.collected_by, .name = view.collected_by},
          .collected_at = e.collected_at,
          .valid_until = e.valid_until,
          .age_days = view.age_days,
          .good = view.good,
          .expires_before_issue = view.expires_before_issue};
}

Response checklist_answer(const Counter& counter, const Request& request, const ChecklistView& view) {
  const auto language = request.language;
  ChecklistAnswer answer{.complete = view.complete, .expected_issue_at = view.expected_issue_at};
  answer.can = can_lines(view.can, language, counter.office.catalogue);
  for (const auto& line : view.lines) {
    ItemLine item{.item = line.item->id,
                  .text = language == Language::ja ? line.item->text_ja : line.item->text_en,
                  .evidence_kind = line.item->evidence_kind};
    if (line.tick) {
      item.tick = TickLine{.by = {.id = line.tick->officer, .name = line.ticked_by},
                           .at = line.tick->at,
                           .evidence = line.tick->evidence,
                           .note = line.tick->note};
    }
    if (line.evidence) item.evidence = line_of(*line.evidence);
    answer.items.push_back(std::move(item));
  }
  auto response = json_answer(200, answer);
  response.add("ETag", etag(view.version));
  return response;
}

Result<Response> get_evidence(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto contract = TRY(request.id<ContractId>("id"));
  const auto list = TRY(view(counter.office, now, actor, [&](Work& work) { return list_evidence(work, contract); }));
  EvidenceAnswer answer{.expected_issue_at = list.expected_issue_at};
  answer.can = can_lines(list.can, request.language, counter.office.catalogue);
  for (const auto& view : list.evidence) answer.evidence.push_back(line_of(view));
  return json_answer(200, answer);
}

Result<Response> post_evidence(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto contract = TRY(request.id<ContractId>("id"));
  const auto key = TRY(require_idempotency_key(request));
  auto body = TRY(read_json<EvidenceBody>(request.body));
  const AddEvidence command{.contract = contract,
                            .application = body.application,
                            .kind = std::move(body.kind),
                            .source = std::move(body.source),
                            .note = body.note.value_or(""),
                            .document_sha256 = body.document_sha256,
                            .collected_at = body.collected_at};
  const auto digest = digest_of("evidence " + contract.value + " " + request.body);
  const auto id = TRY(transact(counter.office, now, actor, [&](Work& work) {
    return once<EvidenceId>(work, key, digest, [&] { return add_evidence(work, command); });
  }));
  return Response::created("/api/v1/contracts/" + contract.value + "/evidence", write_json(EvidenceIdAnswer{.id = id}));
}

Result<Response> get_checklist(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto id = TRY(request.id<ApplicationId>("id"));
  const auto view = TRY(look(counter.office, now, actor, [&](Work& work) { return show_checklist(work, id); }));
  return checklist_answer(counter, request, view);
}

/// A change of the list, and how it stands then.
template <typename UseCase>
Result<Response> change_list(Counter& counter, const Request& request, const Actor& actor, Time now, UseCase use_case) {
  const auto id = TRY(request.id<ApplicationId>("id"));
  const auto version = TRY(require_if_match(request));
  const auto change = [&](Work& work) -> Result<ChecklistView> {
    TRY(use_case(work, id, version));
    return show_checklist(work, id);
  };
  return checklist_answer(counter, request, TRY(transact(counter.office, now, actor, change)));
}

Result<Response> post_tick(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto body = TRY(read_json<TickBody>(request.body));
  return change_list(counter, request, actor, now, [&](Work& work, const ApplicationId& id, std::int64_t version) {
    return tick_checklist(work, {.application = id,
                                 .version = version,
                                 .item = body.item,
                                 .evidence = body.evidence,
                                 .note = body.note.value_or("")});
  });
}
Result<Response> post_untick(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto body = TRY(read_json<UntickBody>(request.body));
  return change_list(counter, request, actor, now, [&](Work& work, const ApplicationId& id, std::int64_t version) {
    return untick_checklist(work, {.application = id, .version = version, .item = body.item});
  });
}

}  // namespace

void add_desk_evidence_routes(Router& router, Counter& counter) {
  router.add(Method::get, "/api/v1/contracts/{id}/evidence", desk_route(counter, get_evidence));
  router.add(Method::post, "/api/v1/contracts/{id}/evidence", desk_route(counter, post_evidence));
  router.add(Method::get, "/api/v1/applications/{id}/checklist", desk_route(counter, get_checklist));
  router.add(Method::post, "/api/v1/applications/{id}/checklist/tick", desk_route(counter, post_tick));
  router.add(Method::post, "/api/v1/applications/{id}/checklist/untick", desk_route(counter, post_untick));
}

}  // namespace madoguchi::http
