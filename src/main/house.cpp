#include "main/house.h"

#include <future>

#include "domain/phone.h"
#include "http/ocsp_routes.h"
#include "mail/folder_sender.h"
#include "mail/smtp_sender.h"
#include "main/example_data.h"
#include "main/load_authority.h"
#include "main/load_policy.h"
#include "main/load_profiles.h"
#include "main/passphrase_source.h"
#include "main/responder_files.h"
#include "secret/system_random.h"
#include "sql/migrate.h"
#include "store/lease.h"

namespace madoguchi {
namespace {

/// Workers of the server, the threads of jobs, and one spare.
constexpr std::size_t kConnectionsMax = 12;

/// One process has a SQLite folder for itself.
bool is_alone(const Config& config) {
  return config.database.starts_with("sqlite:");
}

std::optional<sql::FolderLock> lock_for(const Config& config) {
  if (!is_alone(config)) return {};
  return sql::lock_folder(config.folder.string());
}

std::unique_ptr<MailSender> sender_of(const MailConfig& mail) {
  if (!mail.folder.empty()) return std::make_unique<FolderSender>(mail.folder);
  auto password = mail.smtp_password_file.empty() ? std::string() : read_relay_password(mail.smtp_password_file);
  SmtpRelay relay{.host = mail.smtp_host,
                  .port = mail.smtp_port,
                  .user = mail.smtp_user,
                  .password = std::move(password),
                  .ca_file = mail.smtp_ca_file};
  if (mail.smtp_security == "none") {
    relay.security = SmtpSecurity::none;
  } else if (mail.smtp_security == "tls") {
    relay.security = SmtpSecurity::tls;
  } else if (mail.smtp_security != "starttls") {
    throw Failure("madoguchi.toml: mail: smtp_security: must be none, starttls or tls");
  }
  return std::make_unique<SmtpSender>(std::move(relay));
}

MailAddress address_of(const std::string& text) {
  auto address = MailAddress::parse(text);
  if (!address) throw Failure("madoguchi.toml: mail: from: " + text + " is no mail address");
  return *std::move(address);
}

/// What readers of a mail type into a telephone (R39): domestic for a Japanese number.
std::string as_dialled(const std::string& e164) {
  const auto phone = PhoneNumber::from_e164(e164);
  return phone ? phone->display() : e164;
}

/// A migrated database, where nothing is leased if it is held alone. Runs before anything else asks for a connection.
std::string migrated(const Config& config, bool alone) {
  const auto connection = sql::connect(config.database);
  sql::migrate(*connection, (assets_folder() / "migrations").string(), system_now());
  if (alone) store::release_leases(*connection);
  return config.database;
}

}  // namespace

/// A key file is slow to open on purpose: both are opened beside each other, and beside the rest of the start.
struct House::OpeningKeys {
  explicit OpeningKeys(pki::Passphrase text) : secret(std::move(text)) {}
  pki::Passphrase secret;
  std::unique_ptr<pki::KeyStore> responder_keys;
  std::future<std::unique_ptr<pki::Signer>> responder_key;
  std::future<Authority> authority;
};

std::unique_ptr<House::OpeningKeys> House::begin_to_open_keys(const Config& config) {
  const auto place = read_authority(config.folder).keys;
  auto opening = std::make_unique<OpeningKeys>(read_secret(place, {.file = config.passphrase}));
  opening->responder_keys = open_keys(place, opening->secret);
  opening->responder_key =
      std::async(std::launch::async, [folder = config.folder, keys = opening->responder_keys.get()] {
        return open_certified_responder_key(folder, *keys);
      });
  opening->authority = std::async(std::launch::async, [folder = config.folder, secret = &opening->secret] {
    return load_authority(folder, *secret);
  });
  return opening;
}

House::House(Config config, bool with_keys)
    : config_(std::move(config)),
      lock_(lock_for(config_)),
      random_(std::make_unique<SystemRandom>()),
      opening_keys_(with_keys ? begin_to_open_keys(config_) : nullptr),
      policy_(load_policy(assets_folder() / "policy")),
      catalogue_(Catalogue::load(assets_folder() / "text")),
      secret_(ServerSecret::load_or_create(config_.server_secret, *random_)),
      pool_(migrated(config_, lock_.has_value()), kConnectionsMax) {
  const auto& mail = config_.mail;
  sender_ = sender_of(mail);
  mail_route_ = std::make_unique<job::MailRoute>(
      job::MailRoute{.sender = *sender_, .from = address_of(mail.from), .from_name = mail.from_name});
  office_ = std::make_unique<Office>(Office{.pool = pool_,
                                            .policy = policy_,
                                            .secret = secret_,
                                            .catalogue = catalogue_,
                                            .random = *random_,
                                            .urls = {.portal = config_.portal.url,
                                                     .desk = config_.desk.url,
                                                     .mail_domain = std::string(mail_route_->from.host())},
                                            .mail_house = {.authority = config_.authority_name,
                                                           .telephone = as_dialled(policy_.contact_phone),
                                                           .enquiry_address = policy_.contact_mail,
                                                           .portal_url = config_.portal.url}});
  read_clock();
  if (with_keys) {
    take_keys();
  } else {
    take_authority(read_authority(config_.folder));
  }
  office_->urls.status = authority_.issuer.status_url;
  if (!is_alone(config_)) {
    crl_shelf_ = std::make_unique<CrlShelf>(*office_, authority_.issuer.id, authority_.crl_folder);
    authority_.crl_shelf = crl_shelf_.get();
  }
  counter_ = std::make_unique<http::Counter>(http::Counter{.office = *office_,
                                                           .now = [this] { return now(); },
                                                           .hasher = hasher_,
                                                           .authority = &authority_,
                                                           .example = example_,
                                                           .clock_moved = [this] { read_clock(); }});
  if (example_) {
    counter_->example_mails = mail.folder;
    counter_->example_logins = example_logins(assets_folder() / "example");
  }
}

House::~House() = default;

void House::take_keys() {
  auto authority = opening_keys_->authority.get();
  signer_ = std::move(authority.signer);
  auto responder =
      open_responder(config_.folder, *opening_keys_->responder_keys, opening_keys_->responder_key.get(),
                     {authority.files.issuer, authority.files.issuing_der, *signer_}, *random_, system_now());
  opening_keys_.reset();
  responder_key_ = std::move(responder.key);
  take_authority(std::move(authority.files));
  responder_ = std::make_unique<OcspResponder>(*office_, authority_, *responder_key_, std::move(responder.identity),
                                               http::print_ocsp_answer);
}

bool House::renew_responder_if_due(Time now) {
  auto renewed = renew_responder(config_.folder, {authority_.issuer, authority_.certificate_der, *signer_},
                                 *responder_key_, *responder_->identity(), *random_, now);
  if (!renewed) return false;
  responder_->set_identity(*std::move(renewed));
  return true;
}

void House::take_authority(AuthorityFiles files) {
  authority_.issuer = std::move(files.issuer);
  authority_.certificate_der = std::move(files.issuing_der);
  authority_.root_der = std::move(files.root_der);
  authority_.root_id = std::move(files.root_id);
  authority_.crl_folder = config_.folder / "crl";
  authority_.signer = signer_.get();
  for (auto& [id, profile] : load_profiles(assets_folder() / "policy")) authority_.profiles.emplace(id, profile);
  for (const auto& [id, product] : policy_.products) {
    if (!authority_.profiles.contains(product.profile)) {
      throw Failure("policy/products/" + id + ".toml: profile: " + product.profile + " is not in policy/profiles");
    }
  }
}

void House::read_clock() {
  auto connection = pool_.lend();
  Store store(*connection);
  const auto service = store.service.get();
  example_ = service && service->example;
  clock_offset_ = example_ ? service->clock_offset.count() : 0;
}

}  // namespace madoguchi
