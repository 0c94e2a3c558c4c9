#pragma once
#include "base/result.h"
#include "domain/certificate.h"
#include "domain/reissue.h"
#include "domain/revocation.h"
#include "sql/connection.h"

namespace madoguchi::store {

/// Certificates, the attempts to issue them, and their ends.
class CertificateTable {
 public:
  explicit CertificateTable(sql::Connection& sql) : sql_(sql) {}
  /// Throws SqlFailure (unique) if the application or the serial has a certificate already (R77).
  void add(const Certificate& certificate);
  Result<Certificate> get(const CertificateId& id);                  ///< not_found "certificate.not_found"
  std::vector<Certificate> of_contract(const ContractId& contract);  ///< oldest first
  std::vector<Certificate> with_key(const std::string& spki_sha256);
  std::optional<Certificate> find(const std::string& issuer, const std::string& serial);
  /// By its serial alone: 64 random bits and more do not repeat, whoever issued it.
  std::optional<Certificate> find_by_serial(const std::string& serial);
  std::optional<Certificate> of_application(const ApplicationId& application);
  /// Issued, customer-caused reissues in the window that `window_certificate` began (R57).
  std::int64_t counted_in_window(const CertificateId& window_certificate);

  /// Marks the certificate and adds the CRL's line, with a number of the feed (StatusTable). False if it was revoked
  /// before: nothing changes then.
  bool revoke(const Certificate& certificate, RevocationReason reason, Time revoked_at, Time recorded_at,
              const std::optional<ApplicationId>& application);
  /// A line for a serial without a certificate: a lost intent.
  void add_revoked_serial(const RevokedSerial& line);
  /// Changes reason and date of a published line towards keyCompromise (rules 2.4.2); false if it is that already.
  bool tighten_to_key_compromise(const Certificate& certificate, Time revoked_at);

  /// A key is new from when it was blocked until it was looked for: no certificate lives with it, and none is between
  /// intent and certificate. What is kept later with it makes it new again (look_for_key_again, in that transaction).
  /// So none falls through, whoever commits first, and a look costs what is new, not what was ever blocked.
  bool has_new_blocked_keys();
  /// Certificates that live although their key is blocked, at most rows_max, of the first keys_max new keys.
  std::vector<Certificate> live_with_new_blocked_key(Time now, std::int64_t keys_max, std::int64_t rows_max);
  /// Those of the first keys_max new keys that have been looked for are new no more; returns how many.
  std::int64_t settle_blocked_keys(Time now, std::int64_t keys_max);
  bool look_for_key_again(const std::string& spki_sha256);  ///< false if it is not blocked, or new anyway
  bool key_blocked(const std::string& spki_sha256);
  /// False if it was blocked before.
  bool block_key(const std::string& spki_sha256, std::string_view reason, Time at);
  bool weak_key_listed(ByteView fingerprint);
  bool knows_weak_keys();  ///< any at all
  /// False if it was listed before.
  bool add_weak_key(ByteView fingerprint, std::string_view list);
  /// Live certificates in the order of their ids, those after `after` ("" for the first).
  std::vector<Certificate> live_after(const CertificateId& after, Time now, std::int64_t rows_max);

  void add_schedule(const ScheduledRevocation& schedule);
  std::optional<ScheduledRevocation> pending_schedule(const CertificateId& certificate);
  std::vector<ScheduledRevocation> schedules_of(const ContractId& contract);
  /// Takes at most rows_max schedules that are due, or whose certificate has ended before (R71), each for `lease`:
  /// nobody else gets them meanwhile.
  std::vector<ScheduledRevocation> claim_due_schedules(Time now, Seconds lease, std::int64_t rows_max);
  /// False if it was closed before.
  bool close_schedule(const ScheduledRevocationId& id, ScheduleState state, Time at);
  std::vector<ScheduledRevocation> pending_schedules_before(Time before, std::int64_t rows_max);
  void set_reminders(const ScheduledRevocationId& id, std::int64_t reminders_sent);
  void move_schedule(const ScheduledRevocationId& id, Time due_at);  ///< earlier only; the caller checks

 private:
  sql::Connection& sql_;
};

/// Attempts to issue. A row is due, then an intent, then done or lost; one open row for an application (R77).
class IssuanceTable {
 public:
  explicit IssuanceTable(sql::Connection& sql) : sql_(sql) {}
  /// `failures` goes on from the attempt that this one follows, so that the back-off does too.
  void add(const IssuanceId& id, const ApplicationId& application, Time due_at, std::int64_t failures = 0);
  std::vector<Issuance> claim_due(Time now, Seconds lease, std::int64_t rows_max);
  Result<Issuance> get(const IssuanceId& id);  ///< not_found "issuance.not_found"
  std::vector<Issuance> of_application(const ApplicationId& application);
  /// due -> intended, with serial and to-be-signed bytes. False if it is not due any more.
  bool record_intent(const Issuance& issuance);
  /// intended or due -> state. False if it is in neither.
  bool close(const IssuanceId& id, IssuanceState state, Time at);
  void postpone(const IssuanceId& id, Time due_at);  ///< one more failure; the lease ends
  void put_off(const IssuanceId& id, Time due_at);   ///< nothing failed, it has to wait; the lease ends
  /// Closes the due row of an application that was withdrawn, halted or cancelled; an intent is left alone.
  void close_due(const ApplicationId& application, Time at);

 private:
  sql::Connection& sql_;
};

/// An application whose revocation a CRL has made public.
struct PublishedRevocation {
  ApplicationId application;
  ContractId contract;
  std::optional<Time> deadline_at{};
};
struct CrlRecord {
  std::string issuer;
  std::int64_t crl_shard = 0;
  std::int64_t number = 0;
  Time this_update{};
  Time next_update{};
  std::int64_t entries = 0;
  std::string sha256;
  std::optional<Time> published_at{};
};
class CrlTable {
 public:
  explicit CrlTable(sql::Connection& sql) : sql_(sql) {}
  std::optional<CrlRecord> newest(const std::string& issuer, std::int64_t crl_shard);
  /// False if the number is taken: another node publishes it.
  bool reserve(const CrlRecord& record);
  void publish(const CrlRecord& record);
  /// A line that no CRL has listed yet, or whose reason has changed since.
  bool has_unpublished(const std::string& issuer, std::int64_t crl_shard);
  /// How many lines wait, counted to `rows_max`.
  std::int64_t unpublished(const std::string& issuer, std::int64_t crl_shard, std::int64_t rows_max);
  /// Notes that CRL `number` is the one that makes the waiting lines public, and says how many there were. Done before
  /// the list is read, so that a line recorded meanwhile is never taken for published.
  std::int64_t claim_lines(const std::string& issuer, std::int64_t crl_shard, std::int64_t number);
  /// The highest shard of which there ever was a list; 0 if there was none.
  std::int64_t highest_shard(const std::string& issuer);
  /// The full list (shard 0) of an issuer that has shards too: made stale by each shard whose list got new lines, in
  /// the transaction that claims them; begun before the lines are read, so that what comes later makes it stale again.
  void make_full_stale(const std::string& issuer);
  void begin_full(const std::string& issuer);
  bool full_is_stale(const std::string& issuer);  ///< true too if none was begun yet
  /// The next lines in ascending order of their serials, those after `after` ("" for the first).
  std::vector<RevokedSerial> lines_after(const std::string& issuer, std::int64_t crl_shard, const std::string& after,
                                         std::int64_t rows_max);
  /// Sets published_at of the revocations that the CRLs numbered over `after_number`, up to `number`, made public; with
  /// their legal deadline where there is one. A 解約 is public when every list that it concerns is.
  std::vector<PublishedRevocation> mark_published(const std::string& issuer, std::int64_t crl_shard,
                                                  std::int64_t after_number, std::int64_t number, Time at);
  /// A line of the application that no published list of its shard says yet.
  bool has_lines_to_come(const ApplicationId& application);
  /// The newest CRL that was published whole.
  std::optional<CrlRecord> newest_published(const std::string& issuer, std::int64_t crl_shard);
  /// How many numbers were reserved after `number`: tries in vain, if that one is the newest that came out.
  std::int64_t reserved_after(const std::string& issuer, std::int64_t crl_shard, std::int64_t number);
  /// An entry stays until it was on a CRL made after its certificate's end (rules 1.11.6): `made_at` is the earliest
  /// thisUpdate of the newest published ones on which it has to stand.
  void remove_expired(const std::string& issuer, std::int64_t crl_shard, Time made_at);

 private:
  sql::Connection& sql_;
};

}  // namespace madoguchi::store
