#include "http/recovery_routes.h"

#include "http/can_json.h"
#include "http/conditional.h"
#include "http/desk_route.h"
#include "http/json_map.h"
#include "http/polled_view.h"
#include "http/shown_phone.h"
#include "usecase/account_notice.h"
#include "usecase/recover_mailbox.h"

namespace madoguchi::http {
namespace {

struct OpenBody {
  std::string new_address;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(OpenBody, (), (new_address, reason))
enum class CallAnswer : std::uint8_t { confirmed, refused };
std::optional<CallAnswer> parse_call_answer(std::string_view text) {
  if (text == "confirmed") return CallAnswer::confirmed;
  if (text == "refused") return CallAnswer::refused;
  return {};
}

}  // namespace

template <>
struct JsonText<CallAnswer> : ParsedBy<&parse_call_answer> {};

namespace {

struct CallBody {
  VerifiedNumberId number;
  CallAnswer outcome{};
  std::string person;
  std::optional<std::string> note{};
};
BOOST_DESCRIBE_STRUCT(CallBody, (), (number, outcome, person, note))
struct CallableLine {
  VerifiedNumberId id;
  ContractId contract;
  std::string phone;
  std::string source;
};
BOOST_DESCRIBE_STRUCT(CallableLine, (), (id, contract, phone, source))
struct RecoveryAnswer {
  MailboxRecoveryId id;
  RecoveryState state{};
  AccountId account;
  std::string login_id;
  std::string name;
  std::string old_address;  ///< masked
  std::string new_address;
  std::string reason;
  OfficerId opened_by;
  Time opened_at{};
  std::optional<VerifiedNumberId> number;
  std::optional<std::string> person;
  std::optional<std::string> note;
  std::optional<OfficerId> called_by;
  std::optional<Time> called_at;
  std::optional<OfficerId> decided_by;
  std::optional<Time> closed_at;
  std::vector<CallableLine> numbers;
  std::vector<CanLine> can;
};
BOOST_DESCRIBE_STRUCT(RecoveryAnswer, (),
                      (id, state, account, login_id, name, old_address, new_address, reason, opened_by, opened_at,
                       number, person, note, called_by, called_at, decided_by, closed_at, numbers, can))

RecoveryAnswer answer_of(const RecoveryView& view, Language language, const Catalogue& catalogue) {
  const auto& recovery = view.recovery;
  RecoveryAnswer answer{.id = recovery.id,
                        .state = recovery.state,
                        .account = recovery.account,
                        .login_id = view.account.login_id,
                        .name = view.account.name,
                        .old_address = masked_address(view.account.otp_address),
                        .new_address = recovery.new_address,
                        .reason = recovery.reason,
                        .opened_by = recovery.opened_by,
                        .opened_at = recovery.opened_at,
                        .number = recovery.number,
                        .person = recovery.person,
                        .note = recovery.note,
                        .called_by = recovery.called_by,
                        .called_at = recovery.called_at,
                        .decided_by = recovery.decided_by,
                        .closed_at = recovery.closed_at,
                        .numbers = {},
                        .can = can_lines(view.can, language, catalogue)};
  answer.numbers.reserve(view.numbers.size());
  for (const auto& number : view.numbers) {
    answer.numbers.push_back(
        {.id = number.id, .contract = number.contract, .phone = shown_phone(number.phone), .source = number.source});
  }
  return answer;
}

Response shown(Counter& counter, const Request& request, int status, const RecoveryView& view) {
  auto response = json_answer(status, answer_of(view, request.language, counter.office.catalogue.at_desk()));
  response.add("ETag", etag(view.recovery.version));
  return response;
}

/// A use case that takes the recovery somewhere (its id comes back), and how it stands then.
template <typename UseCase>
Result<Response> answer_with(Counter& counter, const Request& request, const Actor& actor, Time now, int status,
                             UseCase use_case) {
  const auto change = [&](Work& work) -> Result<RecoveryView> {
    const MailboxRecoveryId id = TRY(use_case(work));
    return view_recovery(work, id);
  };
  const auto view = TRY(transact(counter.office, now, actor, change));
  auto response = shown(counter, request, status, view);
  if (status == 201) response.add("Location", "/api/v1/recoveries/" + view.recovery.id.value);
  return response;
}

Result<Response> post_recovery(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto account = TRY(request.id<AccountId>("id"));
  const auto key = TRY(require_idempotency_key(request));
  auto body = TRY(read_json<OpenBody>(request.body));
  const auto address = MailAddress::parse(body.new_address);
  if (!address) return refuse_field("/new_address", address.error().message);
  const OpenRecovery command{.account = account, .new_address = *address, .reason = std::move(body.reason)};
  return answer_with(counter, request, actor, now, 201, [&](Work& work) { return file_recovery(work, command, key); });
}

Result<Response> get_recovery(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto id = TRY(request.id<MailboxRecoveryId>("id"));
  const auto looked = [&](Work& work) {
    const auto recovery = work.store.recoveries.get(id);
    return recovery && looked_lately(work, "mailbox_recovery.viewed", recovery->account.value);
  };
  const auto view = TRY(view_or_poll(counter, request, actor, now, looked,
                                     [&](Work& work, Look look) { return view_recovery(work, id, look); }));
  return shown(counter, request, 200, view);
}

Result<Response> post_call(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto id = TRY(request.id<MailboxRecoveryId>("id"));
  const auto version = TRY(require_if_match(request));
  auto body = TRY(read_json<CallBody>(request.body));
  const RecordRecoveryCall command{.id = id,
                                   .version = version,
                                   .number = body.number,
                                   .confirmed = body.outcome == CallAnswer::confirmed,
                                   .person = std::move(body.person),
                                   .note = body.note.value_or("")};
  return answer_with(counter, request, actor, now, 200, [&](Work& work) -> Result<MailboxRecoveryId> {
    return TRY(record_recovery_call(work, command)).id;
  });
}

Result<Response> decide(Counter& counter, const Request& request, const Actor& actor, Time now, bool agreed) {
  const auto id = TRY(request.id<MailboxRecoveryId>("id"));
  const auto version = TRY(require_if_match(request));
  const DecideRecovery command{.id = id, .version = version, .agreed = agreed};
  return answer_with(counter, request, actor, now, 200,
                     [&](Work& work) -> Result<MailboxRecoveryId> { return TRY(decide_recovery(work, command)).id; });
}
Result<Response> post_approve(Counter& counter, const Request& request, const Actor& actor, Time now) {
  return decide(counter, request, actor, now, true);
}
Result<Response> post_reject(Counter& counter, const Request& request, const Actor& actor, Time now) {
  return decide(counter, request, actor, now, false);
}

}  // namespace

void add_desk_recovery_routes(Router& router, Counter& counter) {
  router.add(Method::post, "/api/v1/accounts/{id}/recoveries", desk_route(counter, post_recovery));
  router.add(Method::get, "/api/v1/recoveries/{id}", desk_route(counter, get_recovery));
  router.add(Method::post, "/api/v1/recoveries/{id}/call", desk_route(counter, post_call));
  router.add(Method::post, "/api/v1/recoveries/{id}/approve", desk_route(counter, post_approve));
  router.add(Method::post, "/api/v1/recoveries/{id}/reject", desk_route(counter, post_reject));
}

}  // namespace madoguchi::http
