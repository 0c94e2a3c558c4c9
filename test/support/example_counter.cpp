#include "support/example_counter.h"

#include <algorithm>
#include <map>
#include <set>

#include "domain/contract_search.h"
#include "domain/fold.h"
#include "domain/issuance_request.h"
#include "job/expire_corrections.h"
#include "job/expire_drafts.h"
#include "job/issue_due.h"
#include "job/revoke_due.h"
#include "job/runner.h"
#include "main/load_policy.h"
#include "pki/certificate.h"
#include "pki/digest.h"
#include "secret/seal.h"
#include "secret/seeded_random.h"
#include "secret/totp.h"
#include "support/example_authority.h"
#include "support/example_lines.h"
#include "usecase/publish_crl.h"

namespace madoguchi {
namespace {

constexpr std::size_t kConnectionsMax = 4;
constexpr Seconds kReauthenticatedAgo{60};

ServerSecret example_secret() {
  std::array<std::uint8_t, ServerSecret::kBytes> bytes{};
  bytes.fill(0x42);
  return ServerSecret(bytes);
}

struct Person {
  std::string login_id;
  std::string name;
  std::string role;  ///< of the membership, or of the officer
};
const std::vector<Person> kSubscribers = {
    {"applicant", "見本 太郎", "applicant"}, {"approver", "見本 花子", "approver"}, {"viewer", "見本 次郎", "viewer"}};
const std::vector<Person> kOfficers = {
    {"reception", "受付 一", "reception"}, {"reviewer", "審査 一", "reviewer"},  {"reviewer2", "審査 二", "reviewer"},
    {"approver", "承認 一", "approver"},   {"approver2", "承認 二", "approver"}, {"caller", "電話 一", "caller"},
    {"caller2", "電話 二", "caller"},      {"revoker", "失効 一", "revoker"},    {"revoker2", "失効 二", "revoker"},
    {"admin", "管理 一", "administrator"}, {"auditor", "監査 一", "auditor"},    {"collector", "調査 一", "reviewer"}};

}  // namespace

struct ExampleCounter::Parts {
  explicit Parts(const std::string& backend, const Policy& policy)
      : database(backend),
        pool(database.url(), kConnectionsMax),
        secret(example_secret()),
        catalogue(Catalogue::load(std::string(MADOGUCHI_SOURCE_DIR) + "/text")),
        random(20260901),
        office{.pool = pool,
               .policy = policy,
               .secret = secret,
               .catalogue = catalogue,
               .random = random,
               .urls = {.portal = "https://portal.example.jp",
                        .desk = "https://desk.example.jp",
                        .status = "http://status.example.jp",
                        .mail_domain = "mail.example.jp"},
               .mail_house = {.authority = "見本認証局",
                              .telephone = "03-0000-0003",
                              .enquiry_address = "desk@madoguchi.example",
                              .portal_url = "https://portal.example.jp"}} {}

  TestDatabase database;
  TestFolder crl_folder;
  ExampleSigner root_signer, signer;
  IssuingAuthority authority;
  sql::Pool pool;
  ServerSecret secret;
  Catalogue catalogue;
  SeededRandom random;
  Office office;
  std::map<std::string, AccountId> accounts;  ///< by login id
  std::map<std::string, OfficerId> officers;
  std::set<std::string> mails_seen;  ///< ids
};

ExampleCounter::ExampleCounter(const std::string& backend)
    : now(parse_utc("2026-09-01T01:00:00Z").value()),
      policy(load_policy(std::string(MADOGUCHI_SOURCE_DIR) + "/policy")),
      parts_(std::make_unique<Parts>(backend, policy)) {
  fill();
}
ExampleCounter::~ExampleCounter() = default;

const Office& ExampleCounter::office() const {
  return parts_->office;
}
const std::string& ExampleCounter::database_url() const {
  return parts_->database.url();
}

const IssuingAuthority& ExampleCounter::authority() const {
  return parts_->authority;
}
ExampleSigner& ExampleCounter::signer() {
  return parts_->signer;
}

int ExampleCounter::run_jobs() {
  const std::vector<job::Job> jobs = {
      {"revoke_due", [&](Time at) { return job::revoke_due(office(), at); }},
      {"issue_due", [&](Time at) { return job::issue_due(office(), authority(), at); }},
      {"publish_crl", [&](Time) { return publish_crls(office(), authority(), clock()); }},
      {"expire_corrections", [&](Time at) { return job::expire_corrections(office(), at); }},
      {"expire_drafts", [&](Time at) { return job::expire_drafts(office(), at); }}};
  return job::run_until_quiet(jobs, now);
}

ExampleCsr ExampleCounter::csr_for(const ContractId& contract) const {
  const auto found = must(read([&](Store& store) { return store.contracts.get(contract); }));
  return make_csr({.dns_names = found.dns_names, .organization = found.organization});
}

CertificateId ExampleCounter::add_certificate(const ContractId& id, const ExampleCsr& csr, Time issued_at) {
  auto connection = parts_->pool.lend();
  sql::Transaction transaction(*connection);
  Store store(*connection);
  const auto contract = must(store.contracts.get(id));
  const auto& product = policy.products.at(contract.product);
  const auto& profile = parts_->authority.profiles.at(product.profile);
  const auto wanted = issuance_request(contract, product, csr.spki_der);
  auto plan = must(plan_issuance(wanted, profile, parts_->authority.issuer, parts_->random, issued_at));
  const Validity validity = plan.validity;
  const std::string serial = to_text(plan.serial);
  const Bytes der = pki::sign_certificate(
      pki::prepare(must(lint(std::move(plan), profile, issued_at)), parts_->authority.issuer), parts_->signer);
  const auto made = new_id<CertificateId>(parts_->random);
  store.certificates.add({.id = made,
                          .issuer = parts_->authority.issuer.id,
                          .serial = serial,
                          .contract = id,
                          .der = der,
                          .spki_sha256 = csr.spki_sha256,
                          .common_name = contract.common_name,
                          .organization = contract.organization,
                          .not_before = validity.not_before(),
                          .not_after = validity.not_after(),
                          .issued_at = issued_at,
                          .window_certificate = made});
  transaction.keep();
  parts_->signer.forget();
  return made;
}

void ExampleCounter::fill() {
  auto& random = parts_->random;
  parts_->authority = make_example_authority(parts_->root_signer, parts_->signer, parts_->crl_folder.path(), now);
  auto connection = parts_->pool.lend();
  sql::Transaction transaction(*connection);
  Store store(*connection);
  const auto made = now - std::chrono::days(400);
  store.service.add({.example = true, .created_at = made});
  customer = new_id<CustomerId>(random);
  other_customer = new_id<CustomerId>(random);
  store.customers.add({.id = customer,
                       .name = "株式会社見本商事",
                       .name_kana = "カブシキガイシャミホンショウジ",
                       .name_folded = fold_for_search("株式会社見本商事 カブシキガイシャミホンショウジ"),
                       .created_at = made});
  store.customers.add({.id = other_customer,
                       .name = "例示工業株式会社",
                       .name_kana = "レイジコウギョウカブシキガイシャ",
                       .name_folded = fold_for_search("例示工業株式会社 レイジコウギョウカブシキガイシャ"),
                       .created_at = made});
  const auto add_account = [&](const Person& person, const CustomerId& of) {
    const auto id = new_id<AccountId>(random);
    connection->execute(
        "INSERT INTO account (id, login_id, name, otp_address, language, created_at, version) "
        "VALUES ($1, $2, $3, $4, 'ja', $5, 1)",
        {id, person.login_id, person.name, person.login_id + "@login.example.jp", made});
    connection->execute(
        "INSERT INTO membership (account_id, customer_id, role, agent, mandate_from) VALUES ($1, $2, $3, 0, $4)",
        {id, of, person.role, made});
    parts_->accounts.emplace(person.login_id, id);
  };
  for (const auto& person : kSubscribers) add_account(person, customer);
  add_account({"stranger", "例示 三郎", "applicant"}, other_customer);
  SeededRandom sealing(20260902);  // its own: the ids of a test do not depend on it
  for (const auto& person : kOfficers) {
    const auto id = new_id<OfficerId>(random);
    connection->execute(
        "INSERT INTO officer (id, login_id, name, password_hash, totp_secret_sealed, totp_step_used, language, "
        "created_at, version) VALUES ($1, $2, $3, 'none', $4, 0, 'ja', $5, 1)",
        {id, person.login_id, person.name,
         seal(parts_->secret, purpose::totp_secret, id.value, std::string(kTotpSecretBytes, 't'), sealing), made});
    connection->execute("INSERT INTO officer_role (officer_id, role) VALUES ($1, $2)", {id, person.role});
    parts_->officers.emplace(person.login_id, id);
  }
  transaction.keep();
  ev = add_contract(customer, "ev_2_0", {"www.example.jp", "example.jp"}, "株式会社見本商事", "example.jp");
  sr = add_contract(customer, "sr_3_0", {"shop.example.jp", "www.shop.example.jp"}, "株式会社見本商事", "example.jp");
  other = add_contract(other_customer, "sr_3_0", {"www.example.com"}, "例示工業株式会社", "example.com");
}

ExampleContract ExampleCounter::add_contract(const CustomerId& of, const std::string& product,
                                             const std::vector<std::string>& names, const std::string& corporation,
                                             const std::string& mail_domain) {
  auto& random = parts_->random;
  const Time began = now - std::chrono::days(10);
  const auto verifier = parts_->officers.at("collector");
  auto connection = parts_->pool.lend();
  sql::Transaction transaction(*connection);
  Store store(*connection);
  ExampleContract made{.id = new_id<ContractId>(random)};
  const bool is_ev = policy.products.at(product).profile == "ev";
  Contract contract{.id = made.id,
                    .number = new_receipt_number(random),
                    .customer = of,
                    .product = product,
                    .starts_at = began,
                    .ends_at = began + std::chrono::days(365),
                    .country = "JP",
                    .state_or_province = "Tokyo",
                    .locality = "Chiyoda-ku",
                    .organization = corporation,
                    .business_category = is_ev ? std::optional<std::string>("Private Organization") : std::nullopt,
                    .jurisdiction_country = is_ev ? std::optional<std::string>("JP") : std::nullopt,
                    .registration_number = is_ev ? std::optional<std::string>("0000000000001") : std::nullopt,
                    .common_name = names.front(),
                    .dns_names = names,
                    .created_at = began};
  contract.search_folded = search_key(contract, must(store.customers.get(of)));
  store.contracts.add(contract);
  store.customers.add_search_text(of, contract.organization);
  for (const auto role :
       {ContactRole::registrant, ContactRole::technical, ContactRole::billing, ContactRole::applicant}) {
    const bool billing = role == ContactRole::billing;
    store.contacts.add({.id = new_id<ContactId>(random),
                        .contract = made.id,
                        .role = role,
                        .person_name = "担当 " + std::string(to_text(role)),
                        .person_kana = "タントウ",
                        .phone = "+81300001000",
                        .postal_code = "100-0000",
                        .address = "東京都千代田区見本1-2-3",
                        .mail = std::string(to_text(role)) + "@" + mail_domain,
                        .department = "情報システム部",
                        .organization = corporation,
                        .invoice_delivery = billing ? std::optional(InvoiceDelivery::electronic) : std::nullopt,
                        .valid_from = began});
  }
  const auto add_number = [&](NumberSubject subject, const std::string& phone) {
    const VerifiedNumber number{.id = new_id<VerifiedNumberId>(random),
                                .contract = made.id,
                                .subject = subject,
                                .phone = phone,
                                .source = "電話帳データベース",
                                .verified_by = verifier,
                                .valid_from = began};
    store.contacts.add_number(number);
    return number.id;
  };
  made.registrant_number = add_number(NumberSubject::registrant, "+81300001000");
  made.applicant_number = add_number(NumberSubject::applicant, "+81300001001");
  made.organization_number = add_number(NumberSubject::organization, "+81300001002");
  for (const auto& [kind, days] : policy.evidence_days) {
    if (kind == "key_proof" || kind == "contact_verification") continue;  // collected for one application each
    connection->execute(
        "INSERT INTO evidence (id, contract_id, kind, source, note, collected_by, collected_at, valid_until) "
        "VALUES ($1, $2, $3, '登記情報提供サービス', '', $4, $5, $6)",
        {new_id<EvidenceId>(random), made.id, kind, verifier, began, began + std::chrono::days(days)});
  }
  transaction.keep();
  made.csr = make_csr({.dns_names = names, .organization = corporation});
  made.certificate = add_certificate(made.id, made.csr, began);
  return made;
}

Actor ExampleCounter::subscriber(const std::string& login_id) const {
  const bool is_other = login_id == "stranger";
  auto role = MembershipRole::applicant;
  if (login_id == "viewer") role = MembershipRole::viewer;
  if (login_id == "approver") role = MembershipRole::approver;
  return {.kind = ActorKind::subscriber,
          .account = parts_->accounts.at(login_id),
          .session = SessionId{"session-of-" + login_id},
          .mandates = {{.customer = is_other ? other_customer : customer, .role = role}},
          .reauthenticated_at = now - kReauthenticatedAgo};
}
Actor ExampleCounter::officer(const std::string& login_id) const {
  const auto person = std::ranges::find(kOfficers, login_id, &Person::login_id);
  return {.kind = ActorKind::officer,
          .officer = parts_->officers.at(login_id),
          .session = SessionId{"session-of-officer-" + login_id},
          .roles = {parse_name<Role>(person->role).value()},
          .reauthenticated_at = now - kReauthenticatedAgo};
}
Actor ExampleCounter::applicant() const {
  return subscriber("applicant");
}
Actor ExampleCounter::approver_user() const {
  return subscriber("approver");
}
Actor ExampleCounter::viewer() const {
  return subscriber("viewer");
}
Actor ExampleCounter::stranger() const {
  return subscriber("stranger");
}
Actor ExampleCounter::not_reauthenticated(Actor actor) {
  actor.reauthenticated_at.reset();
  return actor;
}
Actor ExampleCounter::under_hold(Actor actor) const {
  actor.held_until = now + std::chrono::hours(72);
  return actor;
}
Actor ExampleCounter::reception() const {
  return officer("reception");
}
Actor ExampleCounter::reviewer() const {
  return officer("reviewer");
}
Actor ExampleCounter::second_reviewer() const {
  return officer("reviewer2");
}
Actor ExampleCounter::approver() const {
  return officer("approver");
}
Actor ExampleCounter::second_approver() const {
  return officer("approver2");
}
Actor ExampleCounter::caller() const {
  return officer("caller");
}
Actor ExampleCounter::second_caller() const {
  return officer("caller2");
}
Actor ExampleCounter::revoker() const {
  return officer("revoker");
}
Actor ExampleCounter::second_revoker() const {
  return officer("revoker2");
}
Actor ExampleCounter::administrator() const {
  return officer("admin");
}
Actor ExampleCounter::auditor() const {
  return officer("auditor");
}

void ExampleCounter::demand_second_approval(bool demanded) {
  auto connection = parts_->pool.lend();
  connection->execute("UPDATE customer SET second_approval = $1 WHERE id = $2", {demanded, customer});
}

std::string ExampleCounter::mails() {
  std::vector<std::string> lines;
  for (const auto& mail : all_mails()) {
    if (parts_->mails_seen.insert(mail.id.value).second) lines.push_back(mail.mail_template + " -> " + mail.to_role);
  }
  return sorted_lines(std::move(lines));
}

}  // namespace madoguchi
