#include "main/example_data.h"

#include <fstream>

#include "base/assert.h"
#include "domain/contract_search.h"
#include "domain/fold.h"
#include "domain/issuance_request.h"
#include "domain/phone.h"
#include "main/toml_reader.h"
#include "pki/certificate.h"
#include "pki/csr.h"
#include "secret/password.h"
#include "secret/seal.h"
#include "usecase/record.h"

namespace madoguchi {
namespace {

namespace fs = std::filesystem;

/// The example's people act for their customers since before the oldest contract.
constexpr Seconds kCustomerSince{400 * 24 * 3600};

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Failure(path.string() + " cannot be read");
  return {std::istreambuf_iterator<char>(in), {}};
}

template <typename E>
E named(TomlReader& reader, const char* key) {
  const auto value = parse_name<E>(reader.text(key));
  if (!value) reader.fail(key, "is none of the known values");
  return *value;
}

template <typename T>
T must(Result<T> result) {
  if (!result) throw Failure("the example was refused: " + result.error().message);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

/// What fills one example: the open transaction and what its contracts share.
struct Filling {
  Work& work;
  IssuingAuthority& authority;
  PasswordHasher& hasher;
  fs::path folder;
  OfficerId verifier{};  ///< the first officer vouches for the example's numbers
};

void add_officer(Filling& filling, TomlReader& reader) {
  auto& work = filling.work;
  Officer officer{.id = new_id<OfficerId>(work.random()),
                  .login_id = reader.text("login_id"),
                  .name = reader.text("name"),
                  .password_hash = filling.hasher.hash(reader.text("password")),
                  .created_at = work.now};
  const auto secret = from_base32(reader.text("totp_secret"));
  if (!secret) reader.fail("totp_secret", "is not base 32");
  officer.totp_secret_sealed =
      seal(work.office.secret, purpose::totp_secret, officer.id.value, text_of(*secret), work.random());
  reader.texts("roles", [&](const std::string& text) {
    const auto role = parse_name<Role>(text);
    if (!role) reader.fail("roles", text + " is no role");
    officer.roles.push_back(*role);
  });
  work.store.officers.add(officer);
  if (filling.verifier.value.empty()) filling.verifier = officer.id;
}

void add_account(Filling& filling, const Customer& customer, TomlReader& reader) {
  auto& work = filling.work;
  const Account account{.id = new_id<AccountId>(work.random()),
                        .login_id = reader.text("login_id"),
                        .name = reader.text("name"),
                        .password_hash = filling.hasher.hash(reader.text("password")),
                        .otp_address = reader.text("otp_address"),
                        .language = parse_language(reader.text("language")).value_or(Language::ja),
                        .created_at = work.now};
  work.store.accounts.add(account);
  work.store.accounts.add_membership({.account = account.id,
                                      .customer = customer.id,
                                      .role = named<MembershipRole>(reader, "role"),
                                      .mandate_from = work.now - kCustomerSince});
}

/// As a form takes it: whoever tries the example out types these numbers again.
std::string telephone(TomlReader& reader) {
  const auto number = PhoneNumber::parse(reader.text("phone"));
  if (!number) reader.fail("phone", "is no telephone number: " + number.error().message);
  return number->e164();
}

Contact read_contact(TomlReader& reader, const Customer& customer) {
  Contact contact{.role = named<ContactRole>(reader, "role"),
                  .person_name = reader.text("person_name"),
                  .person_kana = reader.text("person_kana"),
                  .phone = telephone(reader),
                  .postal_code = reader.text("postal_code"),
                  .address = reader.text("address"),
                  .mail = reader.text("mail"),
                  .department = reader.text("department"),
                  .organization = customer.name,
                  .language = reader.text("language")};
  if (reader.has("invoice_delivery")) contact.invoice_delivery = named<InvoiceDelivery>(reader, "invoice_delivery");
  return contact;
}

/// The contract's first certificate, made as any other is: planned, linted, signed; only no application stands behind.
void add_certificate(Filling& filling, const Contract& contract, const Product& product, const pki::Csr& csr,
                     Time issued_at) {
  auto& work = filling.work;
  const auto& profile = filling.authority.profiles.at(product.profile);
  const auto request = issuance_request(contract, product, csr.spki_der);
  auto plan = must(plan_issuance(request, profile, filling.authority.issuer, work.random(), issued_at));
  auto prepared = pki::prepare(must(lint(std::move(plan), profile, issued_at)), filling.authority.issuer);
  const auto kept = prepared.plan();
  const auto der = pki::sign_certificate(std::move(prepared), *filling.authority.signer);
  const auto id = new_id<CertificateId>(work.random());
  work.store.certificates.add({.id = id,
                               .issuer = filling.authority.issuer.id,
                               .serial = to_text(kept.serial),
                               .contract = contract.id,
                               .der = der,
                               .spki_sha256 = csr.spki_sha256,
                               .common_name = contract.common_name,
                               .organization = contract.organization,
                               .not_before = kept.validity.not_before(),
                               .not_after = kept.validity.not_after(),
                               .crl_shard = kept.crl_shard,
                               .issued_at = issued_at,
                               .window_certificate = id});
}

Contract add_contract(Filling& filling, const Customer& customer, TomlReader& reader) {
  auto& work = filling.work;
  const auto days = [&](const char* key) { return std::chrono::days(reader.number(key, 0, 10'000)); };
  const auto product = work.policy().products.find(reader.text("product"));
  if (product == work.policy().products.end()) reader.fail("product", "is not described in policy/products");
  const auto starts_at = work.now - days("started_days_ago");
  const auto issued_at = work.now - days("certificate_days_ago");
  Contract contract{.id = new_id<ContractId>(work.random()),
                    .number = reader.text("number"),
                    .customer = customer.id,
                    .product = product->first,
                    .starts_at = starts_at,
                    .ends_at = starts_at + std::chrono::days(365),
                    .country = "JP",
                    .state_or_province = reader.maybe_text("state_or_province"),
                    .locality = reader.maybe_text("locality"),
                    .organization = reader.text("organization"),
                    .business_category = reader.maybe_text("business_category"),
                    .jurisdiction_country = reader.maybe_text("jurisdiction_country"),
                    .registration_number = reader.maybe_text("registration_number"),
                    .created_at = starts_at};
  reader.texts("dns_names", [&](const std::string& name) { contract.dns_names.push_back(name); });
  if (contract.dns_names.empty()) reader.fail("dns_names", "names at least one host");
  contract.common_name = contract.dns_names.front();
  contract.search_folded = search_key(contract, customer);
  work.store.contracts.add(contract);
  work.store.customers.add_search_text(customer.id, contract.organization);
  const auto csr = must(pki::read_csr(read_file(filling.folder / "requests" / reader.text("request"))));
  add_certificate(filling, contract, product->second, csr, issued_at);
  return contract;
}

void add_customer(Filling& filling, TomlReader& reader) {
  auto& work = filling.work;
  Customer customer{.id = new_id<CustomerId>(work.random()),
                    .name = reader.text("name"),
                    .name_kana = reader.text("name_kana"),
                    .corporate_number = reader.maybe_text("corporate_number"),
                    .second_approval = reader.truth("second_approval"),
                    .created_at = work.now};
  customer.name_folded = fold_for_search(customer.name + " " + customer.name_kana);
  work.store.customers.add(customer);
  reader.tables("account", [&](TomlReader& account) { add_account(filling, customer, account); });
  std::vector<Contract> contracts;
  reader.tables("contract",
                [&](TomlReader& contract) { contracts.push_back(add_contract(filling, customer, contract)); });
  reader.tables("contact", [&](TomlReader& each) {
    auto contact = read_contact(each, customer);
    for (const auto& contract : contracts) {
      contact.id = new_id<ContactId>(work.random());
      contact.contract = contract.id;
      contact.valid_from = contract.starts_at;
      work.store.contacts.add(contact);
    }
  });
  reader.tables("number", [&](TomlReader& each) {
    VerifiedNumber number{.subject = named<NumberSubject>(each, "subject"),
                          .phone = telephone(each),
                          .source = each.text("source"),
                          .verified_by = filling.verifier};
    for (const auto& contract : contracts) {
      number.id = new_id<VerifiedNumberId>(work.random());
      number.contract = contract.id;
      number.valid_from = contract.starts_at;
      work.store.contacts.add_number(number);
    }
  });
}

}  // namespace

std::vector<ExampleLogin> example_logins(const fs::path& example_folder) {
  std::vector<ExampleLogin> logins;
  const auto toml = toml::parse_file((example_folder / "example.toml").string());
  const auto add = [&](const toml::table& table, bool desk) {
    logins.push_back({.desk = desk,
                      .login_id = table["login_id"].value_or(std::string()),
                      .password = table["password"].value_or(std::string()),
                      .totp_secret = table["totp_secret"].value_or(std::string()),
                      .otp_address = table["otp_address"].value_or(std::string()),
                      .name = table["name"].value_or(std::string())});
  };
  if (const auto* customers = toml["customer"].as_array()) {
    for (const auto& customer : *customers) {
      if (const auto* accounts = (*customer.as_table())["account"].as_array()) {
        for (const auto& account : *accounts) add(*account.as_table(), false);
      }
    }
  }
  if (const auto* officers = toml["officer"].as_array()) {
    for (const auto& officer : *officers) add(*officer.as_table(), true);
  }
  return logins;
}

void fill_example(const Office& office, IssuingAuthority& authority, PasswordHasher& hasher,
                  const fs::path& example_folder, Time now) {
  must(transact(office, now, Actor::the_engine(), [&](Work& work) -> Result<void> {
    const auto service = work.store.service.get();
    require(service && service->example, "only a fresh example is filled");
    Filling filling{.work = work, .authority = authority, .hasher = hasher, .folder = example_folder};
    auto file = TomlReader::file(example_folder / "example.toml");
    file.text("authority_name");
    file.tables("officer", [&](TomlReader& officer) { add_officer(filling, officer); });
    file.tables("customer", [&](TomlReader& customer) { add_customer(filling, customer); });
    file.done();
    record_event(work, "example.filled", "service", "1", {});
    return {};
  }));
}

}  // namespace madoguchi
