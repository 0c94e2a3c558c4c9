#include "store/shared_crl_table.h"

#include "store/columns.h"

namespace madoguchi::store {

bool SharedCrlTable::put(const std::string& issuer, const SharedCrl& list,
                         const std::function<bool(Bytes&)>& next_piece) {
  const auto taken = sql_.execute(
      "INSERT INTO shared_crl (issuer, crl_shard, number, this_update, sha256) VALUES ($1, $2, $3, $4, $5) "
      "ON CONFLICT (issuer, crl_shard) DO UPDATE SET number = excluded.number, this_update = excluded.this_update, "
      "sha256 = excluded.sha256 WHERE shared_crl.number < excluded.number",
      {issuer, list.crl_shard, list.number, list.this_update, list.sha256});
  if (taken == 0) return false;
  std::int64_t position = 0;
  for (Bytes piece; next_piece(piece);) {
    sql_.execute(
        "INSERT INTO shared_crl_piece (issuer, crl_shard, position, number, bytes) VALUES ($1, $2, $3, $4, $5) "
        "ON CONFLICT (issuer, crl_shard, position) DO UPDATE SET number = excluded.number, bytes = excluded.bytes",
        {issuer, list.crl_shard, ++position, list.number, ByteView(piece)});
  }
  sql_.execute("DELETE FROM shared_crl_piece WHERE issuer = $1 AND crl_shard = $2 AND position > $3",
               {issuer, list.crl_shard, position});
  return true;
}

std::vector<SharedCrl> SharedCrlTable::all(const std::string& issuer) {
  return all_of(
      sql_.query("SELECT crl_shard, number, this_update, sha256 FROM shared_crl WHERE issuer = $1 "
                 "ORDER BY crl_shard",
                 {issuer}),
      [](const sql::Row& row) {
        return SharedCrl{
            .crl_shard = row.number(0), .number = row.number(1), .this_update = row.time(2), .sha256 = row.text(3)};
      });
}

void SharedCrlTable::read(const std::string& issuer, std::int64_t crl_shard,
                          const std::function<void(ByteView)>& each) {
  // Not a stream: PostgreSQL hands one over a thousand rows at a time, a quarter of a gigabyte of pieces.
  for (std::int64_t position = 1;; ++position) {
    const auto piece =
        sql_.query("SELECT bytes FROM shared_crl_piece WHERE issuer = $1 AND crl_shard = $2 AND position = $3",
                   {issuer, crl_shard, position});
    if (piece.empty()) return;
    each(piece.front().bytes(0));
  }
}

}  // namespace madoguchi::store
