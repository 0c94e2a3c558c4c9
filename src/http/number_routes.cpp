#include "http/number_routes.h"

#include "http/can_json.h"
#include "http/conditional.h"
#include "http/desk_route.h"
#include "http/json_map.h"
#include "http/shown_phone.h"
#include "usecase/verified_number.h"

namespace madoguchi::http {
namespace {

struct NumberBody {
  NumberSubject subject{};
  std::string phone;
  NumberSource source{};
  std::string found_in;
};
BOOST_DESCRIBE_STRUCT(NumberBody, (), (subject, phone, source, found_in))
struct NumberLine {
  VerifiedNumberId id;
  NumberSubject subject{};
  std::string phone;
  std::string source;
  OfficerId verified_by;
  Time valid_from{};
  std::optional<Time> valid_until;
  std::int64_t age_days = 0;
  std::vector<CanLine> can;
};
BOOST_DESCRIBE_STRUCT(NumberLine, (), (id, subject, phone, source, verified_by, valid_from, valid_until, age_days, can))
struct NumbersAnswer {
  std::vector<NumberLine> numbers;
  std::vector<CanLine> can;
};
BOOST_DESCRIBE_STRUCT(NumbersAnswer, (), (numbers, can))
struct NumberIdAnswer {
  VerifiedNumberId id;
};
BOOST_DESCRIBE_STRUCT(NumberIdAnswer, (), (id))

Result<Response> get_numbers(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto contract = TRY(request.id<ContractId>("id"));
  const auto all =
      TRY(transact(counter.office, now, actor, [&](Work& work) { return list_verified_numbers(work, contract); }));
  const auto lines = [&](const std::vector<Can>& can) {
    return can_lines(can, request.language, counter.office.catalogue);
  };
  NumbersAnswer answer;
  answer.can = lines(all.can);
  for (const auto& [number, can] : all.numbers) {
    answer.numbers.push_back({.id = number.id,
                              .subject = number.subject,
                              .phone = shown_phone(number.phone),
                              .source = number.source,
                              .verified_by = number.verified_by,
                              .valid_from = number.valid_from,
                              .valid_until = number.valid_until,
                              .age_days = std::chrono::floor<std::chrono::days>(now - number.valid_from).count(),
                              .can = lines(can)});
  }
  return json_answer(200, answer);
}

Result<Response> post_number(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto contract = TRY(request.id<ContractId>("id"));
  const auto key = TRY(require_idempotency_key(request));
  auto body = TRY(read_json<NumberBody>(request.body));
  const AddVerifiedNumber command{.contract = contract,
                                  .subject = body.subject,
                                  .phone = std::move(body.phone),
                                  .source = body.source,
                                  .found_in = std::move(body.found_in)};
  const auto id =
      TRY(transact(counter.office, now, actor, [&](Work& work) { return file_verified_number(work, command, key); }));
  return Response::created("/api/v1/contracts/" + contract.value + "/numbers", write_json(NumberIdAnswer{.id = id}));
}

Result<Response> post_end(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto contract = TRY(request.id<ContractId>("id"));
  const auto number = TRY(request.id<VerifiedNumberId>("number"));
  TRY(transact(counter.office, now, actor, [&](Work& work) { return end_verified_number(work, contract, number); }));
  return Response::no_content();
}

}  // namespace

void add_desk_number_routes(Router& router, Counter& counter) {
  router.add(Method::get, "/api/v1/contracts/{id}/numbers", desk_route(counter, get_numbers));
  router.add(Method::post, "/api/v1/contracts/{id}/numbers", desk_route(counter, post_number));
  router.add(Method::post, "/api/v1/contracts/{id}/numbers/{number}/end", desk_route(counter, post_end));
}

}  // namespace madoguchi::http
