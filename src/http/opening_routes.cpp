#include "http/opening_routes.h"

#include "http/can_json.h"
#include "http/contact_json.h"
#include "http/desk_route.h"
#include "http/reissue_json.h"
#include "http/revocation_json.h"
#include "usecase/find_customers.h"
#include "usecase/open_contract.h"

namespace madoguchi::http {
namespace {

struct NewCustomerBody {
  std::string name;
  std::string name_kana;
  std::optional<std::string> corporate_number;
  std::optional<bool> second_approval;
};
BOOST_DESCRIBE_STRUCT(NewCustomerBody, (), (name, name_kana, corporate_number, second_approval))
struct SubjectBody {
  std::optional<std::string> country, state_or_province, locality;
  std::string organization;
  std::optional<std::string> business_category, jurisdiction_country, registration_number;
};
BOOST_DESCRIBE_STRUCT(SubjectBody, (),
                      (country, state_or_province, locality, organization, business_category, jurisdiction_country,
                       registration_number))
struct OpeningNumberBody {
  NumberSubject subject{};
  std::string phone;
  NumberSource source{};
  std::string found_in;
};
BOOST_DESCRIBE_STRUCT(OpeningNumberBody, (), (subject, phone, source, found_in))
struct OpeningBody {
  std::optional<CustomerId> customer;
  std::optional<NewCustomerBody> new_customer;
  std::string product;
  std::optional<JstDay> starts_on;
  SubjectBody subject;
  std::vector<std::string> dns_names;
  ContactsBody contacts;
  std::optional<std::vector<OpeningNumberBody>> numbers;
  std::string csr;
  std::optional<AgreementBody> agreement;
};
BOOST_DESCRIBE_STRUCT(OpeningBody, (),
                      (customer, new_customer, product, starts_on, subject, dns_names, contacts, numbers, csr,
                       agreement))

struct CustomerLine {
  CustomerId id;
  std::string name;
  std::string name_kana;
  std::optional<std::string> corporate_number;
};
BOOST_DESCRIBE_STRUCT(CustomerLine, (), (id, name, name_kana, corporate_number))
struct CustomersAnswer {
  std::vector<CustomerLine> customers;
  std::vector<CanLine> can;
};
BOOST_DESCRIBE_STRUCT(CustomersAnswer, (), (customers, can))
struct ProductLine {
  std::string id;
  std::string name;
  std::string profile;
  std::int64_t term_months = 0;
};
BOOST_DESCRIBE_STRUCT(ProductLine, (), (id, name, profile, term_months))
struct ProductsAnswer {
  std::vector<ProductLine> products;
};
BOOST_DESCRIBE_STRUCT(ProductsAnswer, (), (products))

struct OpenedAnswer {
  ContractId id;
  CustomerId customer;
  std::string number;
  ContractState state{};
  Time starts_at{};
  Time ends_at{};
  StandingAnswer application;
};
BOOST_DESCRIBE_STRUCT(OpenedAnswer, (), (id, customer, number, state, starts_at, ends_at, application))
struct AbandonedAnswer {
  ContractId id;
  ContractState state{};
};
BOOST_DESCRIBE_STRUCT(AbandonedAnswer, (), (id, state))

OpenContract command_of(OpeningBody body) {
  OpenContract command{.customer = body.customer,
                       .product = std::move(body.product),
                       .starts_on = body.starts_on,
                       .subject = {.country = body.subject.country.value_or("JP"),
                                   .state_or_province = body.subject.state_or_province,
                                   .locality = body.subject.locality,
                                   .organization = body.subject.organization,
                                   .business_category = body.subject.business_category,
                                   .jurisdiction_country = body.subject.jurisdiction_country,
                                   .registration_number = body.subject.registration_number},
                       .dns_names = std::move(body.dns_names),
                       .contacts = edits_of(body.contacts),
                       .csr = std::move(body.csr),
                       .agreement = shown(body.agreement)};
  if (auto& customer = body.new_customer) {
    command.new_customer = NewCustomer{.name = std::move(customer->name),
                                       .name_kana = std::move(customer->name_kana),
                                       .corporate_number = std::move(customer->corporate_number),
                                       .second_approval = customer->second_approval.value_or(false)};
  }
  if (body.numbers) {
    command.numbers.reserve(body.numbers->size());
    for (auto& number : *body.numbers) {
      command.numbers.push_back({.subject = number.subject,
                                 .phone = std::move(number.phone),
                                 .source = number.source,
                                 .found_in = std::move(number.found_in)});
    }
  }
  return command;
}

struct Opened {
  Contract contract;
  Application application;
};

Result<Response> post_contract(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto key = TRY(require_idempotency_key(request));
  const auto command = command_of(TRY(read_json<OpeningBody>(request.body)));
  const auto digest = digest_of("contract\n" + request.body);
  const auto id = TRY(file_contract(counter.office, now, actor, command, key, digest));
  const auto found = look(counter.office, now, actor, [&](Work& work) -> Result<Opened> {
    auto contract = TRY(work.store.contracts.get(id));
    const auto filed = work.store.applications.of_contract(id, false);
    if (filed.empty()) throw Failure("a contract was opened without an application");
    return Opened{.contract = std::move(contract), .application = filed.front()};
  });
  if (!found) return std::unexpected(found.error());
  const auto& contract = found->contract;
  auto response = Response::created("/api/v1/contracts/" + id.value,
                                    write_json(OpenedAnswer{.id = id,
                                                            .customer = contract.customer,
                                                            .number = contract.number,
                                                            .state = contract.state,
                                                            .starts_at = contract.starts_at,
                                                            .ends_at = contract.ends_at,
                                                            .application = standing_answer(found->application)}));
  response.add("ETag", etag(contract.version));
  return response;
}

Result<Response> get_customers(Counter& counter, const Request& request, const Actor& actor, Time now) {
  TRY(allow_query(request, {"q"}));
  const auto text = request.query_value("q").value_or("");
  auto found = TRY(transact(counter.office, now, actor, [&](Work& work) { return find_customers(work, text); }));
  CustomersAnswer answer;
  answer.can = can_lines(found.can, request.language, counter.office.catalogue);
  answer.customers.reserve(found.customers.size());
  for (auto& customer : found.customers) {
    answer.customers.push_back({.id = customer.id,
                                .name = std::move(customer.name),
                                .name_kana = std::move(customer.name_kana),
                                .corporate_number = std::move(customer.corporate_number)});
  }
  return json_answer(200, answer);
}

Result<Response> get_products(Counter& counter, const Request& request, const Actor&, Time) {
  const bool japanese = request.language == Language::ja;
  ProductsAnswer answer;
  answer.products.reserve(counter.office.policy.products.size());
  for (const auto& [id, product] : counter.office.policy.products) {
    answer.products.push_back({.id = id,
                               .name = japanese ? product.name_ja : product.name_en,
                               .profile = product.profile,
                               .term_months = product.term_months});
  }
  return json_answer(200, answer);
}

Result<Response> post_first_issue(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto key = TRY(require_idempotency_key(request));
  const auto contract = TRY(request.id<ContractId>("id"));
  auto command = first_issue_form(TRY(read_json<FirstIssueBody>(request.body)));
  command.contract = contract;
  const auto id = TRY(file_reissue(counter.office, now, actor, command, key));
  const auto application =
      TRY(look(counter.office, now, actor, [&](Work& work) { return work.store.applications.get(id); }));
  auto response = Response::created("/api/v1/applications/" + id.value, write_json(standing_answer(application)));
  response.add("ETag", etag(application.version));
  return response;
}

Result<Response> post_abandon(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto id = TRY(request.id<ContractId>("id"));
  const auto version = TRY(require_if_match(request));
  const AbandonContract command{.id = id, .version = version};
  const auto contract =
      TRY(transact(counter.office, now, actor, [&](Work& work) { return abandon_contract(work, command); }));
  auto response = json_answer(200, AbandonedAnswer{.id = contract.id, .state = contract.state});
  response.add("ETag", etag(contract.version));
  return response;
}

}  // namespace

void add_desk_opening_routes(Router& router, Counter& counter) {
  router.add(Method::get, "/api/v1/customers", desk_route(counter, get_customers));
  router.add(Method::get, "/api/v1/products", desk_route(counter, get_products));
  router.add(Method::post, "/api/v1/contracts", desk_route(counter, post_contract));
  router.add(Method::post, "/api/v1/contracts/{id}/first-issues", desk_route(counter, post_first_issue));
  router.add(Method::post, "/api/v1/contracts/{id}/abandon", desk_route(counter, post_abandon));
}

}  // namespace madoguchi::http
