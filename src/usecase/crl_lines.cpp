#include "usecase/crl_lines.h"

#include "base/assert.h"

namespace madoguchi {
namespace {

constexpr std::int64_t kLinesAtOnce = 5'000;  // of all shards together

}  // namespace

/// The lines of one shard in their order, a bounded piece at a time.
class CrlLines::Shard {
 public:
  Shard(store::CrlTable& crls, std::string issuer, std::int64_t shard, std::int64_t at_once,
        const std::function<void()>& between)
      : crls_(crls), issuer_(std::move(issuer)), shard_(shard), at_once_(at_once), between_(between) {}

  /// Null at the end. Valid until pop().
  const RevokedSerial* front() {
    if (at_ == lines_.size() && !ended_) {
      between_();
      lines_ = crls_.lines_after(issuer_, shard_, after_, at_once_);
      at_ = 0;
      ended_ = lines_.empty();
      if (!ended_) after_ = lines_.back().serial;
    }
    return ended_ ? nullptr : &lines_[at_];
  }
  const std::string& serial() const { return lines_[at_].serial; }
  void pop() { ++at_; }

 private:
  store::CrlTable& crls_;
  std::string issuer_;
  std::int64_t shard_, at_once_;
  std::function<void()> between_;
  std::string after_;
  std::vector<RevokedSerial> lines_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

bool CrlLines::Later::operator()(const Shard* one, const Shard* other) const {
  return one->serial() > other->serial();
}

CrlLines::CrlLines(store::CrlTable& crls, const std::string& issuer, std::int64_t first_shard, std::int64_t last_shard,
                   const std::function<void()>& between) {
  const auto shards = last_shard - first_shard + 1;
  shards_.reserve(static_cast<std::size_t>(shards));  // waiting_ points into it
  for (auto shard = first_shard; shard <= last_shard; ++shard) {
    shards_.emplace_back(crls, issuer, shard, kLinesAtOnce / shards, between);
    push(shards_.back());
  }
}

CrlLines::~CrlLines() = default;

void CrlLines::push(Shard& shard) {
  if (shard.front() != nullptr) waiting_.push(&shard);
}

bool CrlLines::next(pki::CrlEntry& entry) {
  if (waiting_.empty()) return false;
  Shard& from = *waiting_.top();
  waiting_.pop();
  const auto& line = *from.front();
  const auto serial = parse_serial(line.serial);
  require(serial.has_value(), "a stored serial is no serial");
  entry = {.serial = *serial, .revoked_at = line.revoked_at, .reason = line.reason};
  from.pop();
  push(from);
  return true;
}

}  // namespace madoguchi
