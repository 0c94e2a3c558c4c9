#include "main/fill_at_size.h"

#include <chrono>
#include <fstream>

#include "domain/contract_search.h"
#include "domain/fold.h"
#include "domain/issuance_request.h"
#include "main/sample_names.h"
#include "pki/certificate.h"
#include "pki/csr.h"
#include "sql/bulk_insert.h"
#include "sql/deferred_indexes.h"
#include "store/sample_rows.h"
#include "usecase/record.h"

namespace madoguchi {
namespace {

using std::chrono::days;

constexpr std::int64_t kContractsACommit = 20'000;
constexpr std::int64_t kContractsACustomer = 10;
constexpr Seconds kOpenedWithin = days(420);   // of now: the eldest have ended
constexpr std::int64_t kReissueGapDays = 40;   // between two generations
constexpr std::int64_t kContractChanged = 20;  // of a thousand: its contacts were changed once

template <typename T>
T must(Result<T> result) {
  if (!result) throw Failure("the example was refused: " + result.error().message);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

/// What all rows of one run share.
struct Filling {
  Store& store;
  const House& house;
  const ExampleSize& size;
  Time now;
  std::string issuer;
  std::int64_t crl_shards = 0;
  OfficerId verifier;
  std::vector<const Product*> products{};
  std::vector<Bytes> pool{};
  std::int64_t change_number = 0;  ///< of the status feed, shared by all revocations
};

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Failure(path.string() + " cannot be read");
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Certificates that the authority really signed, for a subject that says what they are.
std::vector<Bytes> sign_pool(House& house, const std::filesystem::path& example_folder, Time now) {
  const auto csr = must(pki::read_csr(read_file(example_folder / "requests" / "www.example.jp.csr")));
  auto& authority = house.authority();
  auto& random = house.office().random;
  const auto& product = house.office().policy.products.at("sr_3_0");
  const auto& profile = authority.profiles.at(product.profile);
  std::vector<Bytes> pool;
  for (std::int64_t i = 0; i < kPoolCertificates; ++i) {
    const std::string name = "pool-" + std::to_string(i) + ".example.jp";
    const Contract contract{.product = product.id,
                            .starts_at = now,
                            .ends_at = now + days(365),
                            .country = "JP",
                            .state_or_province = "Tokyo",
                            .locality = "Chiyoda-ku",
                            .organization = kPoolOrganization,
                            .common_name = name,
                            .dns_names = {name}};
    auto plan =
        must(plan_issuance(issuance_request(contract, product, csr.spki_der), profile, authority.issuer, random, now));
    auto linted = must(lint(std::move(plan), profile, now));
    pool.push_back(pki::sign_certificate(pki::prepare(std::move(linted), authority.issuer), *authority.signer));
  }
  return pool;
}

/// Each record has dice of its own, so that one more draw in one kind changes no other.
Dice dice_of(const Filling& filling, std::uint64_t kind, std::int64_t ordinal) {
  Dice seed(filling.size.seed * 1'000'003 + kind);
  return Dice(seed.next() ^ static_cast<std::uint64_t>(ordinal) * 0x2545f4914f6cdd1dULL);
}

struct SampleCustomer {
  Customer customer;
  std::string label;
};
/// The same again whenever it is asked for: nothing of a million customers is kept in memory.
SampleCustomer customer_at(const Filling& filling, std::int64_t ordinal) {
  auto dice = dice_of(filling, 1, ordinal);
  const CustomerId id{sample_id(ordinal, dice)};
  auto corporation = sample_corporation(ordinal, dice);
  SampleCustomer sample{.customer = {.id = id,
                                     .name = std::move(corporation.name),
                                     .name_kana = std::move(corporation.kana),
                                     .created_at = filling.now - days(500 + dice.roll(2000))},
                        .label = std::move(corporation.label)};
  sample.customer.name_folded = fold_for_search(sample.customer.name + " " + sample.customer.name_kana);
  sample.customer.second_approval = dice.chance(50);
  return sample;
}

std::string seven_digits(std::int64_t number) {
  const auto digits = std::to_string(10'000'000 + number);
  return digits.substr(digits.size() - 7);
}

/// As in the customer's certificates.
std::string sample_organization(std::int64_t customer) {
  return "Sample " + seven_digits(customer) + " K.K.";
}

void add_customer(Filling& filling, std::int64_t ordinal) {
  const auto sample = customer_at(filling, ordinal);
  auto dice = dice_of(filling, 2, ordinal);
  const auto person = sample_person(dice);
  const AccountId account{sample_id(ordinal, dice)};
  filling.store.customers.add(sample.customer);
  filling.store.customers.add_first_search_text(sample.customer.id, sample_organization(ordinal));
  filling.store.accounts.add({.id = account,
                              .login_id = sample.label,
                              .name = person.name,
                              .otp_address = person.mailbox + "@" + sample.label + ".example",
                              .created_at = sample.customer.created_at});
  filling.store.accounts.add_membership({.account = account,
                                         .customer = sample.customer.id,
                                         .role = MembershipRole::applicant,
                                         .mandate_from = sample.customer.created_at});
}

Contract contract_at(const Filling& filling, std::int64_t ordinal, const SampleCustomer& owner) {
  auto dice = dice_of(filling, 3, ordinal);
  const auto& product = *filling.products[static_cast<std::size_t>(dice.roll(std::ssize(filling.products)))];
  const std::string host = (dice.chance(600) ? "www" : "shop") + std::to_string(ordinal / filling.size.customers);
  const std::string domain = owner.label + ".example.jp";
  // Opened one after the other, as a counter numbers them: what ends together stands together.
  const Time starts = filling.now - kOpenedWithin * (filling.size.contracts - ordinal) / filling.size.contracts;
  Contract contract{.id = {sample_id(ordinal, dice)},
                    .number = "S-" + seven_digits(ordinal),
                    .customer = owner.customer.id,
                    .product = product.id,
                    .starts_at = starts,
                    .ends_at = starts + days(365),
                    .country = "JP",
                    .state_or_province = "Tokyo",
                    .locality = "Chiyoda-ku",
                    .organization = sample_organization(ordinal % filling.size.customers),
                    .common_name = host + "." + domain,
                    .created_at = starts};
  if (product.profile == "ev") {
    contract.business_category = "Private Organization";
    contract.jurisdiction_country = "JP";
    contract.registration_number = "700000" + seven_digits(ordinal % filling.size.customers);
  }
  contract.dns_names = {contract.common_name};
  if (dice.chance(500)) contract.dns_names.push_back("test-" + contract.common_name);
  const auto fate = dice.roll(1000);
  if (fate < 20) contract.state = ContractState::renewed;
  if (fate >= 20 && fate < 40) {
    contract.state = ContractState::cancelled;
    contract.cancelled_at = starts + days(dice.roll(30));
  }
  contract.search_folded = search_key(contract, owner.customer);
  return contract;
}

void add_contacts(Filling& filling, std::int64_t ordinal, const Contract& contract, const SampleCustomer& owner) {
  auto dice = dice_of(filling, 4, ordinal);
  std::int64_t place = 0;
  for (const auto role : {ContactRole::registrant, ContactRole::technical, ContactRole::billing}) {
    const auto person = sample_person(dice);
    Contact contact{.id = {sample_id(3 * ordinal + place++, dice)},
                    .contract = contract.id,
                    .role = role,
                    .person_name = person.name,
                    .person_kana = person.kana,
                    .phone = sample_phone(dice),
                    .postal_code = "100-0000",
                    .address = "東京都千代田区見本町1-" + std::to_string(1 + dice.roll(30)),
                    .mail = person.mailbox + "@" + owner.label + ".example",
                    .department = role == ContactRole::billing ? "経理部" : "情報システム部",
                    .organization = owner.customer.name,
                    .valid_from = contract.starts_at};
    if (role == ContactRole::billing) contact.invoice_delivery = InvoiceDelivery::electronic;
    filling.store.contacts.add(contact);
    if (role != ContactRole::registrant) continue;
    filling.store.contacts.add_number({.id = {sample_id(ordinal, dice)},
                                       .contract = contract.id,
                                       .phone = contact.phone,
                                       .source = "見本の電話帳",
                                       .verified_by = filling.verifier,
                                       .valid_from = contract.starts_at});
  }
}

/// Why and when a certificate of this contract is no longer good, if it is so.
void end_certificate(const Filling& filling, const Contract& contract, bool newest, Certificate& certificate) {
  if (contract.cancelled_at) {
    certificate.revoked_at = std::max(*contract.cancelled_at, certificate.issued_at);
    certificate.revocation_reason = RevocationReason::cessation_of_operation;
  } else if (!newest) {
    certificate.revoked_at = certificate.issued_at + days(kReissueGapDays + 14);  // 後日失効 of the next one (R59)
    certificate.revocation_reason = RevocationReason::superseded;
  }
  if (certificate.revoked_at &&
      (*certificate.revoked_at > filling.now || *certificate.revoked_at > certificate.not_after)) {
    certificate.revoked_at.reset();
    certificate.revocation_reason.reset();
  }
}

/// `generation` 0 is the newest; each older one was issued kReissueGapDays before.
void add_certificate(Filling& filling, std::int64_t ordinal, const Contract& contract, std::int64_t generation) {
  auto dice = dice_of(filling, 5, ordinal);
  const auto& product = *filling.products[contract.product == filling.products.front()->id ? 0 : 1];
  const auto age_days = (filling.now - contract.starts_at) / days(1);
  const Time newest = filling.now - days(dice.roll(std::min<std::int64_t>(age_days, 170) + 1));
  const Time issued = newest - days(kReissueGapDays * generation);
  const CertificateId id{sample_id(ordinal, dice)};
  Serial serial{};
  serial[0] = kSerialFirstOctet;
  for (std::size_t i = 1; i < serial.size(); ++i) serial[i] = static_cast<std::uint8_t>(dice.next());
  std::array<std::uint8_t, 32> key{};
  for (auto& octet : key) octet = static_cast<std::uint8_t>(dice.next());
  Certificate certificate{.id = id,
                          .issuer = filling.issuer,
                          .serial = to_text(serial),
                          .contract = contract.id,
                          .der = filling.pool[static_cast<std::size_t>(dice.roll(std::ssize(filling.pool)))],
                          .spki_sha256 = to_hex(key),
                          .common_name = contract.common_name,
                          .organization = contract.organization,
                          .not_before = issued,
                          .not_after = issued + days(product.certificate_days_max) - Seconds(1),
                          .crl_shard = crl_shard_of(serial, filling.crl_shards),
                          .issued_at = issued,
                          .window_certificate = id};
  end_certificate(filling, contract, generation == 0, certificate);
  filling.store.certificates.add(certificate);
  if (!certificate.revoked_at || certificate.not_after < filling.now) return;
  store::add_revocation_line(filling.store.sql,
                             {.issuer = certificate.issuer,
                              .crl_shard = certificate.crl_shard,
                              .serial = certificate.serial,
                              .revoked_at = *certificate.revoked_at,
                              .reason = *certificate.revocation_reason,
                              .not_after = certificate.not_after,
                              .recorded_at = *certificate.revoked_at},
                             filling.change_number);
}

void add_contract(Filling& filling, std::int64_t ordinal) {
  const auto owner = customer_at(filling, ordinal % filling.size.customers);
  const auto contract = contract_at(filling, ordinal, owner);
  filling.store.contracts.add(contract);
  add_contacts(filling, ordinal, contract, owner);
  std::int64_t generation = 0;
  for (auto i = ordinal; i < filling.size.certificates; i += filling.size.contracts) {
    add_certificate(filling, i, contract, generation++);
  }
}

/// A contact change that was made, with its history. After the indexes: one open application a contract is a key.
void add_application(Filling& filling, std::int64_t ordinal) {
  const auto owner = customer_at(filling, ordinal % filling.size.customers);
  const auto contract = contract_at(filling, ordinal, owner);
  auto dice = dice_of(filling, 6, ordinal);
  const Time filed = contract.starts_at + days(dice.roll(5));
  if (filed > filling.now) return;
  const Application application{.id = {sample_id(ordinal, dice)},
                                .number = "S-" + seven_digits(ordinal),
                                .contract = contract.id,
                                .state = ApplicationState::done,
                                .filed_at = filed,
                                .accepted_at = filed,
                                .closed_at = filed};
  must(filling.store.applications.add(application));
  using A = ApplicationAction;
  using S = ApplicationState;
  const auto step = [&](A action, S from, S to, ActorKind by) {
    return store::ApplicationHistory{.at = filed, .action = action, .from = from, .to = to, .actor_kind = by};
  };
  filling.store.applications.add_first_steps(application.id,
                                             {step(A::accept, S::submitted, S::accepted, ActorKind::engine),
                                              step(A::start_review, S::accepted, S::under_review, ActorKind::officer),
                                              step(A::approve, S::under_review, S::approved, ActorKind::officer),
                                              step(A::complete, S::approved, S::done, ActorKind::engine)});
  filling.store.contact_changes.put(application.id, {{.role = ContactRole::technical,
                                                      .field = ContactField::department,
                                                      .before = "情報部",
                                                      .after = "情報システム部"}});
}

void check(Store& store, const ExampleSize& size) {
  for (const auto count : {size.customers, size.contracts, size.certificates}) {
    if (count < 0 || count > kExampleRowsMax) throw Failure("each number is 0 to " + std::to_string(kExampleRowsMax));
  }
  if (size.certificates > 0 && size.contracts == 0) throw Failure("certificates need contracts");
  const auto service = store.service.get();
  if (!service || !service->example) throw Failure("only an example is filled");
  if (store::has_contract_number(store.sql, "S-" + seven_digits(0))) throw Failure("this example was filled before");
}

/// Commits every so many; `each` adds the rows of one.
void in_commits(sql::Connection& bulk, std::int64_t count, const std::function<void(std::int64_t)>& each) {
  for (std::int64_t i = 0; i < count;) {
    sql::Transaction transaction(bulk);
    const auto end = std::min(count, i + kContractsACommit);
    for (; i < end; ++i) each(i);
    transaction.keep();
  }
}

void note(House& house, const ExampleSize& size, std::int64_t rows, Time now) {
  must(transact(house.office(), now, Actor::the_engine(), [&](Work& work) -> Result<void> {
    record_event(work, "example.filled_at_size", "service", "1", {},
                 CanonicalJson()
                     .number("certificates", size.certificates)
                     .number("certificates_of_which_bytes_differ", kPoolCertificates)
                     .number("contracts", size.contracts)
                     .number("customers", size.customers)
                     .number("rows", rows)
                     .number("seed", static_cast<std::int64_t>(size.seed)));
    return {};
  }));
}

}  // namespace

FilledRows fill_at_size(House& house, const ExampleSize& wanted, const std::filesystem::path& example_folder,
                        Time now) {
  ExampleSize size = wanted;
  if (size.customers == 0) size.customers = (size.contracts + kContractsACustomer - 1) / kContractsACustomer;
  const auto began = std::chrono::steady_clock::now();
  std::int64_t rows = 0;
  {
    auto connection = house.office().pool.lend();
    sql::BulkInsert bulk(*connection);
    Store store(bulk);
    check(store, size);
    const auto officers = store.officers.all();
    if (officers.empty()) throw Failure("the example has no officer");
    Filling filling{.store = store,
                    .house = house,
                    .size = size,
                    .now = now,
                    .issuer = house.authority().issuer.id,
                    .crl_shards = house.authority().issuer.crl_shards,
                    .verifier = officers.front().id};
    for (const auto& [id, product] : house.office().policy.products) filling.products.push_back(&product);
    filling.pool = sign_pool(house, example_folder, now);
    {
      sql::Transaction transaction(*connection);
      filling.change_number = store.status.take_change_number(filling.issuer);
      transaction.keep();
    }
    sql::DeferredIndexes indexes(*connection);
    in_commits(bulk, size.customers, [&](std::int64_t i) { add_customer(filling, i); });
    in_commits(bulk, size.contracts, [&](std::int64_t i) { add_contract(filling, i); });
    indexes.put_back();
    in_commits(bulk, size.contracts, [&](std::int64_t i) {
      auto dice = dice_of(filling, 7, i);
      if (dice.chance(kContractChanged)) add_application(filling, i);
    });
    rows = bulk.rows();
  }
  note(house, size, rows, now);
  return {.rows = rows, .seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count()};
}

}  // namespace madoguchi
