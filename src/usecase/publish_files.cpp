#include "usecase/publish_files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "base/assert.h"
#include "base/new_file.h"
#include "store/assigned_serials.h"

namespace madoguchi {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kSerialsAtOnce = 1'000;
constexpr std::array kPublishedForms{pki::CertIdForm::sha1, pki::CertIdForm::sha256};
constexpr off_t kAnswerBytesMin = 100;  // less was cut off by a power failure
constexpr std::size_t kBufferBytes = std::size_t{64} << 10;
constexpr const char* kAfterEverySerial = "g";  // serials are hexadecimal

constexpr const char* kIndex = "index.html";

/// What is left of a run that was cut off: NewFile's names have a dot in the end, base 64 has none.
bool is_draft(const fs::path& answer) {
  return answer.has_extension() && answer.filename() != kIndex;
}

/// One run at a time in a folder, until this goes or the process ends.
class Turn {
 public:
  explicit Turn(const fs::path& folder) {
    const auto path = folder / ".lock";
    file_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file_ < 0) throw Failure("cannot open " + path.string() + ": " + std::strerror(errno));
    if (flock(file_, LOCK_EX | LOCK_NB) == 0) return;
    close(file_);
    throw Failure("another run is publishing into " + folder.string());
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() { close(file_); }

 private:
  int file_ = -1;
};

/// How far the folder has followed the feed of an issuer, in its file `.published`.
std::int64_t read_position(const fs::path& folder, const std::string& issuer) {
  std::ifstream file(folder / ".published");
  std::string of;
  std::int64_t change = 0;
  return file >> of >> change && of == issuer ? change : 0;
}
void keep_position(const fs::path& folder, const std::string& issuer, std::int64_t change) {
  const auto path = (folder / ".published").string();
  NewFile file(path);
  file.append(view_of(issuer + " " + std::to_string(change) + "\n"));
  file.replace(path);
}

std::size_t read_some(std::ifstream& file, std::string& buffer) {
  file.read(buffer.data(), std::ssize(buffer));
  return static_cast<std::size_t>(file.gcount());
}

/// A CRL may have a million lines: neither is held whole.
bool are_alike(const fs::path& left, const fs::path& right) {
  std::ifstream a(left, std::ios::binary);
  std::ifstream b(right, std::ios::binary);
  if (!a || !b) return false;
  std::string of_a(kBufferBytes, '\0');
  std::string of_b(kBufferBytes, '\0');
  for (;;) {
    const auto from_a = read_some(a, of_a);
    const auto from_b = read_some(b, of_b);
    if (std::string_view(of_a).substr(0, from_a) != std::string_view(of_b).substr(0, from_b)) return false;
    if (from_a == 0) return true;
  }
}

void copy_over(const fs::path& from, const fs::path& to) {
  std::ifstream file(from, std::ios::binary);
  if (!file) throw Failure("cannot read " + from.string());
  NewFile copied(to.string());
  std::string buffer(kBufferBytes, '\0');
  for (auto got = read_some(file, buffer); got > 0; got = read_some(file, buffer)) {
    copied.append(view_of(std::string_view(buffer).substr(0, got)));
  }
  if (file.bad()) throw Failure("cannot read " + from.string());
  copied.replace_unsynced(to.string());
}

class Publishing {
 public:
  Publishing(const Office& office, const IssuingAuthority& authority, OcspResponder& responder, const fs::path& folder,
             Time now)
      : office_(office),
        authority_(authority),
        responder_(responder),
        identity_(responder.identity()),
        folder_(folder),
        answers_(folder / "ocsp" / authority.issuer.id),
        now_(now) {}

  void copy_lists_and_certificates() {
    for (const auto& entry : fs::directory_iterator(authority_.crl_folder)) {
      // "<issuer>-<shard>.crl" (crl_file_name)
      const std::string name = entry.path().filename().string();
      const auto dash = name.find('-');
      if (entry.path().extension() != ".crl" || dash == std::string::npos) continue;
      put_list(entry.path(), folder_ / "crl" / name.substr(0, dash) / name.substr(dash + 1));
    }
    put_certificate(authority_.issuer.id, authority_.certificate_der);
    put_certificate(authority_.root_id, authority_.root_der);
  }

  void write_changed(std::int64_t after) {
    store::ChangePosition position{.number = after, .serial = kAfterEverySerial};
    for (auto serials = changed(position); !serials.empty(); serials = changed(position)) {
      for (const auto& serial : serials) write_answers(serial, true);
    }
  }

  void write_due() {
    std::string last;
    for (auto serials = assigned(last); !serials.empty(); serials = assigned(last)) {
      for (const auto& serial : serials) write_answers(serial, false);
      last = serials.back();
    }
  }

  /// Answers that nobody renews any more, drafts of a run that was cut off, and folders that have become empty.
  void remove_dead() {
    if (!fs::exists(answers_)) return;
    std::vector<fs::path> dead;
    for (const auto& entry : fs::recursive_directory_iterator(answers_)) {
      if (!entry.is_regular_file()) continue;
      if (is_draft(entry.path()) || !holds(entry.path(), 1)) dead.push_back(entry.path());
    }
    for (auto path : dead) {
      fs::remove(path);
      ++done.removed;
      for (path = path.parent_path(); path != answers_ && fs::is_empty(path); path = path.parent_path()) {
        fs::remove(path);
      }
    }
  }

  PublishedFiles done;

 private:
  std::vector<std::string> changed(store::ChangePosition& position) {
    return read(
        [&](Store& store) { return store.status.changed_after(authority_.issuer.id, position, kSerialsAtOnce); });
  }
  std::vector<std::string> assigned(const std::string& after) {
    return read([&](Store& store) {
      return store::assigned_serials(store.sql, authority_.issuer.id, after, now_, kSerialsAtOnce);
    });
  }
  template <typename Body>
  std::vector<std::string> read(Body body) {
    const auto found = look(office_, now_, Actor::the_engine(),
                            [&](Work& work) -> Result<std::vector<std::string>> { return body(work.store); });
    require(found.has_value(), "reading serials cannot be refused");
    return *found;
  }

  void put_list(const fs::path& from, const fs::path& to) {
    if (are_alike(from, to)) {
      ++done.unchanged;
      return;
    }
    fs::create_directories(to.parent_path());
    copy_over(from, to);
    ++done.written;
  }

  void put_certificate(const std::string& id, ByteView der) {
    const auto path = folder_ / "ca" / (id + ".cer");
    std::ifstream file(path, std::ios::binary);
    if (file && std::string(std::istreambuf_iterator<char>(file), {}) == text_of(der)) {
      ++done.unchanged;
      return;
    }
    put(path, der, now_);
  }

  void put(const fs::path& path, ByteView bytes, Time modified) {
    fs::create_directories(path.parent_path());
    NewFile file(path.string());
    file.append(bytes);
    file.set_modified(modified);
    file.replace_unsynced(path.string());
    ++done.written;
  }

  /// True for a whole answer whose life, divided by `part`, is not over. OcspResponder cuts lives by the end of the
  /// responder's certificate; one from before that certificate was signed with another.
  bool holds(const fs::path& path, int part) const {
    struct stat found{};
    if (stat(path.c_str(), &found) != 0 || found.st_size < kAnswerBytesMin) return false;
    const Time made = from_unix(found.st_mtim.tv_sec);
    const Time end = std::min(made + kOcspLifetimeSeconds, identity_->not_after);
    return identity_->not_before <= made && made <= now_ && now_ < made + (end - made) / part;
  }

  void write_answers(const std::string& serial_text, bool has_changed) {
    const auto serial = parse_serial(serial_text);
    require(serial.has_value(), "a stored serial is no serial");
    for (const auto form : kPublishedForms) {
      auto path = answers_ / to_base64(responder_.issuer().request(form, *serial));
      if (!path.has_filename()) path /= kIndex;
      if (!has_changed && holds(path, 2)) {
        ++done.unchanged;
        continue;
      }
      if (has_changed && !fs::exists(path)) continue;  // the next step writes it, unless it has ended
      const auto der = responder_.sign_for({.form = form, .serial = *serial}, now_);
      if (der) put(path, *der, now_);
    }
  }

  const Office& office_;
  const IssuingAuthority& authority_;
  OcspResponder& responder_;
  std::shared_ptr<const pki::OcspResponderIdentity> identity_;
  fs::path folder_, answers_;
  Time now_;
};

}  // namespace

PublishedFiles publish_files(const Office& office, const IssuingAuthority& authority, OcspResponder& responder,
                             const fs::path& folder, Time now) {
  fs::create_directories(folder);
  const Turn turn(folder);
  const auto& issuer = authority.issuer.id;
  const auto newest = look(office, now, Actor::the_engine(),
                           [&](Work& work) -> Result<std::int64_t> { return work.store.status.newest_change(issuer); });
  require(newest.has_value(), "reading the feed cannot be refused");
  Publishing run(office, authority, responder, folder, now);
  run.write_changed(read_position(folder, issuer));
  run.write_due();
  run.remove_dead();
  run.copy_lists_and_certificates();  // last: what an answer calls revoked has had its time to stand on the list
  sync_file_system(folder.string());
  keep_position(folder, issuer, *newest);
  return run.done;
}

}  // namespace madoguchi
