#pragma once
#include <atomic>
#include <memory>

#include "http/counter.h"
#include "job/send_mail.h"
#include "main/config.h"
#include "pki/signer.h"
#include "secret/password.h"
#include "sql/folder_lock.h"
#include "usecase/crl_shelf.h"
#include "usecase/issuing_authority.h"
#include "usecase/ocsp_responder.h"

namespace madoguchi {

struct AuthorityFiles;

/// All parts of one running authority, built once from its folder and shared by the server, the jobs and the commands.
/// The order of the members is the order in which they are made and, backwards, taken apart.
class House {
 public:
  /// Opens database, secret, policy, texts and, if `with_keys`, the CA's keys (passphrase from the configured file, or
  /// asked for on the terminal). Migrates the database first. Throws Failure with a sentence for the operator.
  House(Config config, bool with_keys);
  ~House();
  House(const House&) = delete;
  House& operator=(const House&) = delete;

  /// The real time plus the example's offset (0 elsewhere).
  Time now() const { return system_now() + Seconds(clock_offset_.load()); }
  /// Reads the offset again: the example's clock was moved.
  void read_clock();

  const Config& config() const { return config_; }
  const Office& office() const { return *office_; }
  IssuingAuthority& authority() { return authority_; }
  PasswordHasher& hasher() { return hasher_; }
  http::Counter& counter() { return *counter_; }
  job::MailRoute& mail_route() { return *mail_route_; }
  bool example() const { return example_; }
  /// Null in a house without keys.
  OcspResponder* responder() { return responder_.get(); }
  /// Null where no other node can serve the database (SQLite).
  CrlShelf* crl_shelf() { return crl_shelf_.get(); }
  /// Renews the responder's certificate if that is due; true if it did. Throws Failure.
  bool renew_responder_if_due(Time now);

 private:
  struct OpeningKeys;
  static std::unique_ptr<OpeningKeys> begin_to_open_keys(const Config& config);
  void take_keys();
  void take_authority(AuthorityFiles files);

  Config config_;
  std::optional<sql::FolderLock> lock_;
  std::unique_ptr<Random> random_;
  std::unique_ptr<OpeningKeys> opening_keys_;  ///< while the rest is made
  Policy policy_;
  Catalogue catalogue_;
  ServerSecret secret_;
  sql::Pool pool_;
  PasswordHasher hasher_;
  std::unique_ptr<pki::Signer> signer_, responder_key_;
  IssuingAuthority authority_;
  std::unique_ptr<MailSender> sender_;
  std::unique_ptr<job::MailRoute> mail_route_;
  std::unique_ptr<Office> office_;
  std::unique_ptr<CrlShelf> crl_shelf_;
  std::unique_ptr<OcspResponder> responder_;
  std::unique_ptr<http::Counter> counter_;
  std::atomic<std::int64_t> clock_offset_{0};
  bool example_ = false;
};

}  // namespace madoguchi
