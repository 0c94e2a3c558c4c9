#include "usecase/crl_shelf.h"

#include <algorithm>
#include <exception>
#include <fstream>

#include "base/assert.h"
#include "base/new_file.h"
#include "domain/issuer_info.h"
#include "pki/file_digest.h"

namespace madoguchi {
namespace {

constexpr std::size_t kPieceBytes = 256 * 1024;

}  // namespace

CrlShelf::CrlShelf(const Office& office, std::string issuer, std::filesystem::path folder)
    : office_(office), issuer_(std::move(issuer)), folder_(std::move(folder)) {}

std::filesystem::path CrlShelf::file(std::int64_t shard) const {
  return folder_ / crl_file_name(issuer_, shard);
}

std::filesystem::path CrlShelf::draft(std::int64_t shard) const {
  return folder_ / (crl_file_name(issuer_, shard) + ".next");
}

std::unique_lock<std::mutex> CrlShelf::turn(std::int64_t shard) {
  return std::unique_lock(turns_.at(static_cast<std::size_t>(shard)));
}

void CrlShelf::share(Work& work, const store::SharedCrl& list) const {
  const auto path = draft(list.crl_shard);
  std::ifstream in(path, std::ios::binary);
  const bool newer = store::SharedCrlTable(work.store.sql).put(issuer_, list, [&](Bytes& piece) {
    piece.resize(kPieceBytes);
    in.read(reinterpret_cast<char*>(piece.data()), std::ssize(piece));
    piece.resize(static_cast<std::size_t>(in.gcount()));
    if (in.bad()) throw Failure("cannot read " + path.string());
    return !piece.empty();
  });
  if (!newer) throw Failure("the database has a newer list than " + path.string());
}

void CrlShelf::place(std::int64_t shard, std::int64_t number) {
  std::filesystem::rename(draft(shard), file(shard));
  numbers_.at(static_cast<std::size_t>(shard)) = number;
}

bool CrlShelf::has(const store::SharedCrl& list) {
  auto& number = numbers_.at(static_cast<std::size_t>(list.crl_shard));
  // Of an earlier life of this node, or of another one: the bytes tell.
  if (number == 0 && pki::sha256_of_file(file(list.crl_shard).string()) == list.sha256) number = list.number;
  return number >= list.number;
}

bool CrlShelf::fetch(std::int64_t shard) {
  const auto path = draft(shard).string();
  const auto fetched =
      look(office_, Time{}, Actor::the_engine(), [&](Work& work) -> Result<std::optional<store::SharedCrl>> {
        store::SharedCrlTable shared(work.store.sql);
        const auto lists = shared.all(issuer_);
        const auto list = std::ranges::find(lists, shard, &store::SharedCrl::crl_shard);
        if (list == lists.end()) return std::optional<store::SharedCrl>{};
        NewFile file(path);
        shared.read(issuer_, shard, [&](ByteView piece) { file.append(piece); });
        file.replace(path);
        return std::optional(*list);
      });
  require(fetched.has_value(), "fetching a CRL cannot be refused");
  if (!*fetched) return false;
  if (pki::sha256_of_file(path) != (*fetched)->sha256)
    throw Failure("a shared CRL is damaged: " + file(shard).string());
  place(shard, (*fetched)->number);
  return true;
}

bool CrlShelf::rests(const store::SharedCrl& list) {
  auto& failed = failed_.at(static_cast<std::size_t>(list.crl_shard));
  if (failed.number != list.number || failed.rest == 0) return false;
  --failed.rest;
  return true;
}

void CrlShelf::note_failure(const store::SharedCrl& list) {
  auto& failed = failed_.at(static_cast<std::size_t>(list.crl_shard));
  if (failed.number != list.number) failed = {.number = list.number};
  failed.rest = failed.times == 0 ? 0 : 1 << std::min(failed.times, kRestDoublingsMax);
  ++failed.times;
}

int CrlShelf::follow() {
  const auto lists =
      look(office_, Time{}, Actor::the_engine(), [&](Work& work) -> Result<std::vector<store::SharedCrl>> {
        return store::SharedCrlTable(work.store.sql).all(issuer_);
      });
  require(lists.has_value(), "reading which CRLs are out cannot be refused");
  int fetched = 0;
  std::exception_ptr failed;
  for (const auto& list : *lists) {
    if (rests(list)) {
      const auto path = file(list.crl_shard).string();
      if (!failed) failed = std::make_exception_ptr(Failure("a shared CRL is tried again later: " + path));
      continue;
    }
    try {
      if (has(list)) continue;
      const std::unique_lock turn(turns_.at(static_cast<std::size_t>(list.crl_shard)), std::try_to_lock);
      if (turn.owns_lock() && !has(list)) fetched += fetch(list.crl_shard) ? 1 : 0;
    } catch (const std::exception&) {
      note_failure(list);
      if (!failed) failed = std::current_exception();
    }
  }
  if (failed) std::rethrow_exception(failed);
  return fetched;
}

}  // namespace madoguchi
