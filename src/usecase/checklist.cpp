#include "usecase/checklist.h"

#include <algorithm>

#include "domain/plain_text.h"
#include "usecase/guard.h"

namespace madoguchi {
namespace {

constexpr std::size_t kSourcePointsMax = 200;
constexpr std::size_t kNotePointsMax = 2000;
constexpr std::size_t kSha256HexDigits = 64;

const std::vector<ChecklistItem>& items_of(const Work& work, ApplicationKind kind) {
  static const std::vector<ChecklistItem> none;
  const auto found = work.policy().checklists.find(kind);
  return found == work.policy().checklists.end() ? none : found->second;
}

/// R102, R123: the very record that the reviewer relied on. One that came later, from whoever approves for example, is
/// no part of what was reviewed until the line is ticked with it.
bool evidence_stands(Work& work, const Application& application, const std::string& kind, const ChecklistTick& tick) {
  if (!tick.evidence) return false;
  const auto evidence = work.store.evidence.get(*tick.evidence);
  return evidence && evidence->contract == application.contract && evidence->kind == kind &&
         good_at(*evidence, work.now);
}

/// The application as the caller has seen it, open for ticks.
Result<Application> seen(Work& work, const ApplicationId& id, std::int64_t version) {
  TRY(require_role(work, {Role::reviewer}));
  auto application = TRY(visible_application(work, id));
  if (application.version != version) return refuse(ErrorCode::stale, "record.changed");
  TRY(may_tick(work, application));
  return application;
}

std::unexpected<Refusal> refuse_list(std::string message, std::string name, const std::vector<std::string>& values) {
  std::string list;
  for (const auto& value : values) list += (list.empty() ? "" : ", ") + value;
  return std::unexpected(Refusal{
      .code = ErrorCode::policy, .message = std::move(message), .params = {{std::move(name), std::move(list)}}});
}

}  // namespace

Result<void> require_checklist(Work& work, const Application& application) {
  const auto ticks = work.store.checklists.of_application(application.id);
  std::vector<std::string> missing, expired;
  for (const auto& item : items_of(work, application.kind)) {
    const auto tick = std::ranges::find(ticks, item.id, &ChecklistTick::item);
    if (tick == ticks.end()) {
      missing.push_back(item.id);
    } else if (item.evidence_kind && !evidence_stands(work, application, *item.evidence_kind, *tick)) {
      expired.push_back(*item.evidence_kind);
    }
  }
  if (!missing.empty()) return refuse_list("checklist.incomplete", "items", missing);
  if (!expired.empty()) return refuse_list("evidence.expired", "kinds", expired);
  return {};
}

Result<void> may_tick(const Work& work, const Application& application) {
  TRY(require_role(work, {Role::reviewer}));
  if (application.state != ApplicationState::under_review) {
    return refuse(ErrorCode::wrong_state, "application.not_under_review");
  }
  return {};
}

Result<void> tick_checklist(Work& work, const TickChecklist& command) {
  const auto application = TRY(seen(work, command.application, command.version));
  const auto& items = items_of(work, application.kind);
  const auto item = std::ranges::find(items, command.item, &ChecklistItem::id);
  if (item == items.end()) return refuse_field("/item", "checklist.no_such_item");
  if (item->evidence_kind) {
    if (!command.evidence) return refuse_field("/evidence", "checklist.evidence_required");
    const auto evidence = work.store.evidence.get(*command.evidence);
    if (!evidence || evidence->contract != application.contract) return refuse_field("/evidence", "evidence.not_found");
    if (evidence->kind != *item->evidence_kind) return refuse_field("/evidence", "evidence.wrong_kind");
    if (!good_at(*evidence, work.now)) return refuse_field("/evidence", "evidence.too_old");
  }
  const auto note = parse_lines(command.note, kNotePointsMax);
  if (!note) return refuse_field("/note", note.error().message);
  work.store.checklists.tick({.application = application.id,
                              .item = item->id,
                              .officer = *work.actor.officer,
                              .at = work.now,
                              .evidence = command.evidence,
                              .note = *note});
  record_event(work, "application.checklist_ticked", "application", application.id.value, application.contract,
               CanonicalJson().text("item", item->id));
  return {};
}

Result<void> untick_checklist(Work& work, const UntickChecklist& command) {
  const auto application = TRY(seen(work, command.application, command.version));
  if (!work.store.checklists.untick(application.id, command.item)) {
    return refuse_field("/item", "checklist.not_ticked");
  }
  record_event(work, "application.checklist_unticked", "application", application.id.value, application.contract,
               CanonicalJson().text("item", command.item));
  return {};
}

Result<void> may_add_evidence(const Work& work) {
  return require_role(work, {Role::reception, Role::reviewer, Role::caller, Role::revoker});
}

Result<EvidenceId> add_evidence(Work& work, const AddEvidence& command) {
  TRY(may_add_evidence(work));
  const auto contract = TRY(visible_contract(work, command.contract));
  const auto days = work.policy().evidence_days.find(command.kind);
  if (days == work.policy().evidence_days.end()) return refuse_field("/kind", "evidence.no_such_kind");
  const auto source = parse_line(command.source, kSourcePointsMax);
  if (!source) return refuse_field("/source", source.error().message);
  if (source->empty()) return refuse_field("/source", "input.required");
  const auto note = parse_lines(command.note, kNotePointsMax);
  if (!note) return refuse_field("/note", note.error().message);
  const bool is_digest = !command.document_sha256 ||
                         (command.document_sha256->size() == kSha256HexDigits && from_hex(*command.document_sha256));
  if (!is_digest) return refuse_field("/document_sha256", "evidence.bad_digest");
  if (command.application) {
    const auto application = work.store.applications.get(*command.application);
    if (!application || application->contract != contract.id) {
      return refuse_field("/application", "application.not_found");
    }
  }
  const Time collected_at = command.collected_at.value_or(work.now);
  if (collected_at > work.now) return refuse_field("/collected_at", "evidence.in_future");
  const Evidence evidence{.id = new_id<EvidenceId>(work.random()),
                          .contract = contract.id,
                          .application = command.application,
                          .kind = command.kind,
                          .source = *source,
                          .note = *note,
                          .document_sha256 = command.document_sha256,
                          .collected_by = *work.actor.officer,
                          .collected_at = collected_at,
                          .valid_until = collected_at + std::chrono::days(days->second)};
  work.store.evidence.add(evidence);
  record_event(work, "evidence.added", "evidence", evidence.id.value, contract.id,
               CanonicalJson().text("kind", evidence.kind));
  return evidence.id;
}

}  // namespace madoguchi
