#pragma once
#include <cstdint>
#include <filesystem>

#include "base/time.h"
#include "main/house.h"

namespace madoguchi {

/// How much an example shall hold beside what example/example.toml describes.
struct ExampleSize {
  std::int64_t customers = 0;  ///< 0 with contracts: one for ten of them
  std::int64_t contracts = 0;
  std::int64_t certificates = 0;
  std::uint64_t seed = 1;
};
inline constexpr std::int64_t kExampleRowsMax = 20'000'000;  ///< of each; the numbers have seven digits

/// The bytes of the certificates are drawn from so many signed ones, made for it: each row has a serial, names and
/// dates of its own, and says nothing true of the bytes that it keeps. Their subject says so (kPoolOrganization).
inline constexpr std::int64_t kPoolCertificates = 64;
inline constexpr const char* kPoolOrganization = "Sample bytes shared by many rows";

struct FilledRows {
  std::int64_t rows = 0;
  double seconds = 0;
};
/// Fills the fresh example of `house`: customers with an account each, contracts with names, contacts and a number to
/// call, certificates of several generations, revoked ones with their CRL lines, contact changes that were made. Equal
/// for an equal seed, policy and `now`, but for the certificates' bytes. Leaves the event example.filled_at_size. Not
/// one transaction: one that was cut off is to be thrown away. Refuses (Failure) numbers above kExampleRowsMax,
/// contracts without a customer, certificates without a contract, and a database that holds more than the example.
FilledRows fill_at_size(House& house, const ExampleSize& size, const std::filesystem::path& example_folder, Time now);

}  // namespace madoguchi
